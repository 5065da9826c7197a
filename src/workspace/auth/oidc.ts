import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import type { House } from '../../platform/room.ts';
import type { Settings } from '../../platform/settings.ts';
import { joinByAddress } from '../people/invitations.ts';
import { normalizeEmail } from '../people/person.ts';
import { engineHeaders } from './cookies.ts';
import { deviceOf } from './device.ts';
import { asked } from './engine-errors.ts';
import { engineOptions } from './engine.ts';
import { tellSignIn } from './sign-in.ts';

type Oidc = NonNullable<Settings['oidc']>;

const PROVIDER = 'oidc';

/** Why somebody came back from the provider without a session; the sign-in page shows the sentence. */
export const refusals = {
  'not-invited': 'Nobody has invited this address to Tandem yet. Ask an administrator of your workspace.',
  'not-verified': 'Your identity provider has not verified your e-mail address, so Tandem cannot rely on it.',
  deactivated: 'This account has been deactivated. Ask an administrator of your workspace.',
  unreachable:
    'Your identity provider cannot be reached at the moment. Use your password, or try again later.',
  failed:
    'The sign-in with your identity provider did not work. Try again; if it stays, tell an administrator.',
} as const;

export type Refusal = keyof typeof refusals;

/** What the sign-in page offers. */
export function signInMethods({ oidc }: Settings): { password: boolean; oidc: { name: string } | null } {
  return { password: true, oidc: oidc ? { name: oidc.name } : null };
}

export type OidcEngine = Awaited<ReturnType<typeof createOidcEngine>>;

/**
 * Asks for the engine of the provider. It is built when somebody first signs in that way, so Tandem starts while the
 * provider is down, and anew after every failure, because the engine reads the provider's description only once.
 */
export function oidcEngines(house: House): () => Promise<OidcEngine> {
  let engine: Promise<OidcEngine> | undefined;
  return async () => {
    const { oidc } = house.settings;
    if (!oidc) throw new NotFound('Single sign-on is not set up here.');
    engine ??= createOidcEngine(house, oidc);
    try {
      return await engine;
    } catch (error) {
      engine = undefined;
      throw error;
    }
  };
}

/** Where to send the browser, and the cookie that ties the answer to it. */
export async function startOidc(
  engine: OidcEngine,
  request: FastifyRequest,
): Promise<{ url: string; headers: Headers }> {
  const body = { provider: PROVIDER, callbackURL: '/', errorCallbackURL: '/sign-in', disableRedirect: true };
  const call = engine.api.signInSocial({ body, headers: engineHeaders(request), returnHeaders: true });
  const { headers, response } = await asked(call);
  if (!response.url) throw new Error('The sign-in engine gave no address of the provider.');
  return { url: response.url, headers };
}

/** The browser comes back: a session, or a reason why not. */
export async function finishOidc(
  engine: OidcEngine,
  request: FastifyRequest,
  publicUrl: string,
): Promise<{ path: string; headers: Headers }> {
  const response = await engine.handler(
    new Request(`${publicUrl}${request.url}`, { headers: engineHeaders(request) }),
  );
  const location = new URL(response.headers.get('location') ?? '/sign-in?error=none', publicUrl);
  const error = location.searchParams.get('error');
  if (error) return { path: `/sign-in?refused=${refusalOf(error)}`, headers: response.headers };
  return { path: '/', headers: response.headers };
}

async function createOidcEngine(house: House, oidc: Oidc) {
  const options = engineOptions(house);
  const { session, account } = options.databaseHooks;
  const engine = betterAuth({
    ...options,
    // Every session this engine opens is somebody who came through the provider.
    databaseHooks: {
      account,
      session: { create: { ...session.create, after: (opened) => tellArrival(house.db, opened) } },
    },
    plugins: [genericOAuth({ config: [providerOf(house, oidc)] })],
  });
  const { socialProviders } = await engine.$context;
  if (!socialProviders.some(({ id }) => id === PROVIDER))
    throw new Error(`The OpenID Connect provider ${oidc.issuer} could not be read.`);
  return engine;
}

async function tellArrival(
  db: Db,
  session: { userId: string; ipAddress?: string | null | undefined; userAgent?: string | null | undefined },
): Promise<void> {
  const facts = { ip: session.ipAddress ?? '', device: deviceOf(session.userAgent) };
  await tellSignIn(db, { id: session.userId }, { method: 'single sign-on', ...facts });
}

function providerOf({ db }: House, oidc: Oidc) {
  return {
    providerId: PROVIDER,
    name: oidc.name,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    scopes: ['openid', 'email', 'profile'],
    disableSignUp: true,
    // Only here is the profile proven and nobody looked up yet: whoever is invited becomes a person first.
    mapProfileToUser: async (profile: Record<string, unknown>) => {
      const { email, name } = profile;
      const verified = profile['email_verified'] === true || profile['emailVerified'] === true;
      if (verified && typeof email === 'string')
        await joinByAddress(db, normalizeEmail(email), typeof name === 'string' && name ? name : email);
      return { emailVerified: verified };
    },
  };
}

function refusalOf(error: string): Refusal {
  if (error === 'signup_disabled') return 'not-invited';
  if (error === 'account_not_linked') return 'not-verified';
  if (error === 'DEACTIVATED') return 'deactivated';
  return 'failed';
}
