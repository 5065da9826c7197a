import { createOTP } from '@better-auth/utils/otp';
import { base32 } from '@better-auth/utils/base32';
import { expect } from 'vitest';
import type { App } from '../../platform/http/app.ts';
import { test } from '../../platform/testing/testing.ts';
import { cookiesOf, eventNames, member, PASSWORD, testApp, testHouse } from '../testing.ts';

type Headers = { cookie: string };

const url = '/api/me/second-factor';

async function passwordFor(app: App, email: string, headers?: Headers) {
  const payload = { email, password: PASSWORD };
  return app.inject({ method: 'POST', url: '/api/sign-in', payload, ...(headers ? { headers } : {}) });
}

/** What an authenticator app shows for this otpauth:// address. */
async function codeOf(uri: string): Promise<string> {
  const secret = new TextDecoder().decode(base32.decode(new URL(uri).searchParams.get('secret') ?? ''));
  return createOTP(secret).totp();
}

async function withSecondFactor(app: App, email: string) {
  const headers = cookiesOf(await passwordFor(app, email));
  const begun = await app.inject({ method: 'POST', url, headers, payload: { password: PASSWORD } });
  const { uri, backupCodes } = begun.json();
  const payload = { code: await codeOf(uri) };
  const confirmed = await app.inject({ method: 'PUT', url: `${url}/confirmation`, headers, payload });
  expect(confirmed.statusCode).toBe(204);
  return { uri, backupCodes: backupCodes as string[], headers: cookiesOf(confirmed) };
}

function giveCode(app: App, headers: Headers, payload: { code: string; trustDevice?: boolean }) {
  return app.inject({ method: 'POST', url: '/api/sign-in/second-factor', headers, payload });
}

test('a second factor is set up, asked for, and removed', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const { uri, headers, backupCodes } = await withSecondFactor(app, email);
  expect(new URL(uri)).toMatchObject({ protocol: 'otpauth:', searchParams: expect.anything() });
  expect(backupCodes).toHaveLength(10);
  expect((await app.inject({ url: '/api/me', headers })).json().user.secondFactor).toBe(true);

  const asked = await passwordFor(app, email);
  expect(asked.json()).toEqual({ secondFactor: true });
  const waiting = cookiesOf(asked);
  expect((await app.inject({ url: '/api/me', headers: waiting })).statusCode).toBe(401);
  const signedIn = await giveCode(app, waiting, { code: await codeOf(uri) });
  expect(signedIn.statusCode).toBe(204);
  expect((await app.inject({ url: '/api/me', headers: cookiesOf(signedIn) })).statusCode).toBe(200);

  const removal = { method: 'DELETE' as const, url, headers };
  expect((await app.inject({ ...removal, payload: { password: 'wrong-password-here' } })).statusCode).toBe(
    422,
  );
  expect((await app.inject({ ...removal, payload: { password: PASSWORD } })).statusCode).toBe(204);
  expect((await passwordFor(app, email)).json()).toEqual({ secondFactor: false });
  expect(await eventNames(db)).toEqual(
    expect.arrayContaining(['person.secondFactorAdded', 'person.secondFactorRemoved']),
  );
});

test('a code is needed before the app counts, and the password before the secret is shown', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const headers = cookiesOf(await passwordFor(app, email));
  const refused = await app.inject({
    method: 'POST',
    url,
    headers,
    payload: { password: 'wrong-password-here' },
  });
  expect(refused.json()).toMatchObject({ status: 422, errors: [{ field: 'password' }] });
  await app.inject({ method: 'POST', url, headers, payload: { password: PASSWORD } });
  const wrong = await app.inject({
    method: 'PUT',
    url: `${url}/confirmation`,
    headers,
    payload: { code: '000000' },
  });
  expect(wrong.json()).toMatchObject({ status: 422, errors: [{ field: 'code' }] });
  expect((await passwordFor(app, email)).json()).toEqual({ secondFactor: false });
});

test('a backup code works once', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const { backupCodes } = await withSecondFactor(app, email);
  const code = backupCodes[0] ?? '';
  expect((await giveCode(app, cookiesOf(await passwordFor(app, email)), { code })).statusCode).toBe(204);
  expect((await giveCode(app, cookiesOf(await passwordFor(app, email)), { code })).statusCode).toBe(422);
});

test('guessing codes ends the sign-in', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const { uri } = await withSecondFactor(app, email);
  const waiting = cookiesOf(await passwordFor(app, email));
  for (let turn = 0; turn < 5; turn++)
    expect((await giveCode(app, waiting, { code: '000000' })).statusCode).toBe(422);
  expect((await giveCode(app, waiting, { code: await codeOf(uri) })).statusCode).toBe(429);
});

test('a trusted device is not asked again', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const { uri } = await withSecondFactor(app, email);
  const waiting = cookiesOf(await passwordFor(app, email));
  const trusted = await giveCode(app, waiting, { code: await codeOf(uri), trustDevice: true });
  expect((await passwordFor(app, email, cookiesOf(trusted))).json()).toEqual({ secondFactor: false });
  expect((await passwordFor(app, email)).json()).toEqual({ secondFactor: true });
});

test('the secret and the backup codes are kept encrypted', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const { uri, backupCodes } = await withSecondFactor(app, email);
  const stored = JSON.stringify(await db.selectFrom('workspace.two_factors').selectAll().execute());
  const secret = new TextDecoder().decode(base32.decode(new URL(uri).searchParams.get('secret') ?? ''));
  expect(stored).not.toContain(secret);
  expect(stored).not.toContain(backupCodes[0]);
});

test('wrong codes are counted per account, whatever sign-in or place they come from', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const { uri } = await withSecondFactor(app, email);
  const guessFrom = async (remoteAddress: string, code: string) => {
    const headers = cookiesOf(await passwordFor(app, email));
    const url = '/api/sign-in/second-factor';
    return (await app.inject({ method: 'POST', url, headers, payload: { code }, remoteAddress })).statusCode;
  };
  for (let turn = 0; turn < 10; turn++) expect(await guessFrom(`203.0.113.${turn}`, '000000')).toBe(422);
  expect(await guessFrom('198.51.100.9', await codeOf(uri))).toBe(429);
});
