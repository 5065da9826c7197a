import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Db } from '../../platform/db.ts';
import type { App } from '../../platform/http/app.ts';
import { test } from '../../platform/testing/testing.ts';
import { changePerson } from '../people/people.ts';
import { invite } from '../people/invitations.ts';
import { actor, cookiesOf, eventNames, makeTeam, testApp, testHouse } from '../testing.ts';

/** Who signs in at the provider next. */
type Somebody = { sub: string; email: string; email_verified: boolean; name: string };

const publicUrl = 'http://localhost:4000';
const callback = `${publicUrl}/api/sign-in/callback/oidc`;
const client = { clientId: 'tandem', clientSecret: 'a-secret-between-the-two' };

let server: Server;
let issuer: string;
let somebody: Somebody;

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [callback],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...somebody }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
  });
  server.on('request', (request, response) => {
    const asksPerson = request.url?.startsWith('/interaction/');
    void (asksPerson ? consent(provider, request, response) : provider.callback()(request, response));
  });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The provider's pages: says who it is and agrees to everything, without asking anybody. */
async function consent(
  ...[provider, request, response]: [Provider, ...Parameters<Provider['interactionDetails']>]
) {
  const { params, grantId } = await provider.interactionDetails(request, response);
  const grant =
    (grantId ? await provider.Grant.find(grantId) : undefined) ??
    new provider.Grant({ accountId: somebody.sub, clientId: String(params['client_id']) });
  grant.addOIDCScope('openid email profile');
  const result = { login: { accountId: somebody.sub }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

/** Goes the browser's way: to the provider, through its pages, and back to us. */
async function comeThroughProvider(app: App) {
  const start = await app.inject({ url: '/api/sign-in/oidc' });
  expect(start.statusCode).toBe(302);
  const back = await followUntil(String(start.headers.location), callback);
  const url = back.slice(publicUrl.length);
  return app.inject({ url, headers: cookiesOf(start) });
}

async function followUntil(from: string, end: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = from;
  for (let hop = 0; hop < 10 && !url.startsWith(end); hop++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    url = new URL(answer.headers.get('location') ?? 'about:nowhere', url).href;
  }
  return url;
}

function houseWithProvider(db: Db) {
  return testHouse(db, { oidc: { issuer, ...client, name: 'Hallow login' } });
}

const as = (email: string, email_verified = true): Somebody => ({
  sub: `sub-${email}`,
  email,
  email_verified,
  name: 'Nora Castellan',
});

const methodsOf = async (app: App) => (await app.inject({ url: '/api/sign-in/methods' })).json();

test('the sign-in page knows the provider’s name', async ({ db }) => {
  expect(await methodsOf(await testApp(houseWithProvider(db)))).toEqual({
    password: true,
    oidc: { name: 'Hallow login' },
    refusal: null,
  });
  expect(await methodsOf(await testApp(testHouse(db)))).toEqual({
    password: true,
    oidc: null,
    refusal: null,
  });
});

test('somebody who works here comes in by their verified address, again and again', async ({ db }) => {
  const app = await testApp(houseWithProvider(db));
  const who = await actor(db, 'marketer');
  somebody = as(who.email);
  for (const _turn of [1, 2]) {
    const done = await comeThroughProvider(app);
    expect([done.statusCode, done.headers.location]).toEqual([302, '/']);
    const me = await app.inject({ url: '/api/me', headers: cookiesOf(done) });
    expect(me.json()).toMatchObject({
      user: { id: who.id },
      signInMethods: { password: false, oidc: { name: 'Hallow login' } },
    });
  }
  const accounts = db
    .selectFrom('workspace.accounts')
    .select(['provider_id', 'access_token', 'refresh_token', 'id_token']);
  const noTokens = { access_token: null, refresh_token: null, id_token: null };
  expect(await accounts.execute()).toEqual([{ provider_id: 'oidc', ...noTokens }]);
  expect(await eventNames(db)).toEqual(['sign-in.succeeded', 'sign-in.succeeded']);
});

test('strangers are refused with a sentence', async ({ db }) => {
  const app = await testApp(houseWithProvider(db));
  somebody = as('stranger@elsewhere.example');
  const done = await comeThroughProvider(app);
  expect(done.headers.location).toBe('/sign-in?refused=not-invited');
  expect((await app.inject({ url: '/api/me', headers: cookiesOf(done) })).statusCode).toBe(401);
  const { refusal } = (await app.inject({ url: '/api/sign-in/methods?refused=not-invited' })).json();
  expect(refusal).toBe(
    'Nobody has invited this address to Tandem yet. Ask an administrator of your workspace.',
  );
  expect(await db.selectFrom('workspace.users').select('id').execute()).toEqual([]);
});

test('an address the provider did not verify opens nobody’s account', async ({ db }) => {
  const app = await testApp(houseWithProvider(db));
  somebody = as((await actor(db, 'owner')).email, false);
  expect((await comeThroughProvider(app)).headers.location).toBe('/sign-in?refused=not-verified');
  expect(await db.selectFrom('workspace.sessions').select('id').execute()).toEqual([]);
});

test('whoever is invited joins by single sign-on, with the role and team of the invitation', async ({
  db,
}) => {
  const app = await testApp(houseWithProvider(db));
  const team = await makeTeam(db, 'Field sales');
  const email = 'nora@castellan.example';
  await invite(db, await actor(db, 'admin'), { email, role: 'rep', teamIds: [team] }, testHouse(db).settings);
  somebody = as(email);
  const done = await comeThroughProvider(app);
  expect(done.headers.location).toBe('/');
  const { user } = (await app.inject({ url: '/api/me', headers: cookiesOf(done) })).json();
  expect(user).toMatchObject({ name: 'Nora Castellan', email, role: 'rep', teams: [{ id: team }] });
  expect(await eventNames(db)).toEqual(['person.invited', 'person.joined', 'sign-in.succeeded']);
});

test('whoever is deactivated is refused', async ({ db }) => {
  const app = await testApp(houseWithProvider(db));
  const who = await actor(db, 'rep');
  await changePerson(db, await actor(db, 'owner'), who.id, { active: false });
  somebody = as(who.email);
  expect((await comeThroughProvider(app)).headers.location).toBe('/sign-in?refused=deactivated');
});

test('an answer nobody asked for is refused', async ({ db }) => {
  const app = await testApp(houseWithProvider(db));
  const forged = await app.inject({ url: '/api/sign-in/callback/oidc?code=abc&state=made-up' });
  expect(forged.headers.location).toBe('/sign-in?refused=failed');
});

test('Tandem works while the provider is away, and finds it when it is back', async ({ db }) => {
  const house = testHouse(db, { oidc: { issuer: 'http://127.0.0.1:9', ...client, name: 'Hallow login' } });
  const app = await testApp(house);
  const start = async () => (await app.inject({ url: '/api/sign-in/oidc' })).headers.location;
  expect(await start()).toBe('/sign-in?refused=unreachable');
  if (house.settings.oidc) house.settings.oidc.issuer = issuer;
  expect(await start()).toContain(`${issuer}/auth?`);
});
