import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { CamelCasePlugin } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { House } from '../../platform/room.ts';
import { isActive } from '../people/people.ts';
import { ADDRESS_HEADER, COOKIE_PREFIX, SESSION_SECONDS } from './cookies.ts';
import '../tables.ts';

/** better-auth does what must not be home-made: sessions, passwords, second factors, the dance with a provider. */
export type Engine = ReturnType<typeof createEngine>;

export function createEngine(house: House) {
  const options = engineOptions(house);
  return betterAuth({ ...options, plugins: [twoFactor({ twoFactorTable: 'twoFactors', issuer: 'Tandem' })] });
}

/** On our tables, with our ids; its own router is mounted only where a provider must find it. */
export function engineOptions({ db, settings, log }: House) {
  return {
    appName: 'Tandem',
    baseURL: settings.publicUrl,
    basePath: '/api/sign-in',
    trustedOrigins: [settings.publicUrl],
    secret: settings.secret,
    telemetry: { enabled: false },
    database: { db: camelCased(db), type: 'postgres' as const, schemaName: 'workspace' },
    // Declared so that the schemas agree; the engine itself never makes a user.
    user: {
      modelName: 'users',
      additionalFields: { role: { type: 'string' as const, required: true, input: false } },
    },
    session: { modelName: 'sessions', expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    account: {
      modelName: 'accounts',
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    verification: { modelName: 'verifications', storeIdentifier: 'hashed' as const },
    emailAndPassword: { enabled: true, disableSignUp: true },
    // Counted in the database instead (attempts.ts): its own counts would start anew in every process.
    rateLimit: { enabled: false },
    databaseHooks: {
      session: { create: { before: (session) => refuseDeactivated(db, session.userId) } },
      account: { create: { before: async (account) => ({ data: withoutTokens(account) }) } },
    },
    logger: { level: 'warn', log: (level, message) => log.debug({ level }, `sign-in: ${message}`) },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: settings.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // A test compares the schemas; at run time it would only cost start-up time.
      database: { generateId: () => newId(), validateSchema: false },
    },
  } satisfies BetterAuthOptions;
}

function camelCased(db: Db): Db {
  return db.withPlugin(new CamelCasePlugin({ maintainNestedObjectKeys: true }));
}

/** The provider's tokens open things at the provider that are none of our business. */
function withoutTokens<T extends object>(account: T): T {
  return { ...account, accessToken: null, refreshToken: null, idToken: null };
}

/** Every session comes into being here, whichever way somebody signs in. */
async function refuseDeactivated(db: Db, userId: string): Promise<void> {
  if (await isActive(db, userId)) return;
  throw new APIError('FORBIDDEN', {
    code: 'DEACTIVATED',
    message: 'This account has been deactivated. Ask an administrator of your workspace.',
  });
}
