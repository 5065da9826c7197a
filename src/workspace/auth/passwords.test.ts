import { expect } from 'vitest';
import { sql } from 'kysely';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { unseal } from '../../platform/seal.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, cookiesOf, eventNames, member, PASSWORD, signIn, testApp, testHouse } from '../testing.ts';
import { changePerson } from '../people/people.ts';
import { mailPasswordLink } from './passwords.ts';

const better = 'harbour-violet-78-tundra';

const readSealed = (db: Db, sealed: Buffer | null) =>
  unseal(sealed ?? Buffer.alloc(0), testHouse(db).settings.secret);

async function mailedToken(db: Db, email: string): Promise<string> {
  await mailPasswordLink(db, email, testHouse(db).settings);
  const mail = await db
    .selectFrom('platform.mails')
    .select('sealed_values')
    .where('to_address', '=', email)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const link = /http:\/\/localhost:4000\/reset\?token=(\w+)/.exec(readSealed(db, mail.sealed_values));
  return link?.[1] ?? '';
}

const jobsOf = async (db: Db) =>
  (await sql<{ name: string }>`select task_identifier as name from graphile_worker.jobs`.execute(db)).rows;

test('asking for a link answers the same for everybody, and leaves the rest to a job', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { email } = await member(db);
  const ask = async (address: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/password-resets',
      payload: { email: address },
    });
    return { status: answer.statusCode, body: answer.body };
  };
  const known = await ask(email);
  expect(known.status).toBe(202);
  expect(await ask('nobody@hallow-reed.example')).toEqual(known);
  expect(await jobsOf(db)).toEqual([
    { name: 'workspace.mailPasswordLink' },
    { name: 'workspace.mailPasswordLink' },
  ]);
});

test('only somebody who works here gets a mail', async ({ db }) => {
  const gone = await member(db, 'rep');
  await changePerson(db, await actor(db, 'owner'), gone.id, { active: false });
  await mailPasswordLink(db, gone.email, testHouse(db).settings);
  await mailPasswordLink(db, 'nobody@hallow-reed.example', testHouse(db).settings);
  expect(await db.selectFrom('platform.mails').select('id').execute()).toEqual([]);
});

test('a link sets the password once and ends every session', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const who = await member(db);
  const headers = await signIn(app, who);
  const older = await mailedToken(db, who.email);
  const token = await mailedToken(db, who.email);
  const reset = async (by: string, password: string) =>
    (await app.inject({ method: 'PUT', url: `/api/password-resets/${by}`, payload: { password } }))
      .statusCode;
  expect(await reset(older, better)).toBe(404);
  expect(await reset(token, 'password123!')).toBe(422);
  expect(await reset(token, better)).toBe(204);
  expect(await reset(token, better)).toBe(404);
  expect((await app.inject({ url: '/api/me', headers })).statusCode).toBe(401);
  const signInWith = async (password: string) =>
    (await app.inject({ method: 'POST', url: '/api/sign-in', payload: { email: who.email, password } }))
      .statusCode;
  expect([await signInWith(PASSWORD), await signInWith(better)]).toEqual([422, 200]);
  expect(await eventNames(db)).toContain('person.passwordChanged');
});

test('a link is too old after two hours', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const token = await mailedToken(db, (await member(db)).email);
  freezeClock(new Date(Date.now() + 2 * 3_600_000 + 1_000));
  try {
    const answer = await app.inject({
      method: 'PUT',
      url: `/api/password-resets/${token}`,
      payload: { password: better },
    });
    expect(answer.json()).toMatchObject({ status: 404, detail: expect.stringContaining('too old') });
  } finally {
    releaseClock();
  }
});

test('asking again and again is stopped', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const ask = async (email: string) =>
    (await app.inject({ method: 'POST', url: '/api/password-resets', payload: { email } })).statusCode;
  for (let turn = 0; turn < 5; turn++) expect(await ask('ada@hallow-reed.example')).toBe(202);
  expect(await ask('ada@hallow-reed.example')).toBe(429);
  expect(await ask('ben@hallow-reed.example')).toBe(202);
});

test('people change their password, and only this device stays signed in', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const who = await member(db);
  const [here, there] = [await signIn(app, who), await signIn(app, who)];
  const change = (currentPassword: string, newPassword: string) =>
    app.inject({
      method: 'PUT',
      url: '/api/me/password',
      headers: here,
      payload: { currentPassword, newPassword },
    });
  expect((await change('not-my-password', better)).json()).toMatchObject({
    errors: [{ field: 'currentPassword' }],
  });
  expect((await change(PASSWORD, 'password123!')).json()).toMatchObject({
    errors: [{ field: 'newPassword' }],
  });
  expect((await change(PASSWORD, better)).statusCode).toBe(204);
  expect((await app.inject({ url: '/api/me', headers: there })).statusCode).toBe(401);
  expect((await app.inject({ url: '/api/me', headers: here })).statusCode).toBe(200);
  const again = await app.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { email: who.email, password: better },
  });
  expect(cookiesOf(again).cookie).toContain('tandem.session_token');
});

test('a password is kept as a salted hash', async ({ db }) => {
  await member(db);
  const stored = JSON.stringify(await db.selectFrom('workspace.accounts').selectAll().execute());
  expect(stored).not.toContain(PASSWORD);
  expect(stored).toMatch(/"password":"[0-9a-f]{32}:[0-9a-f]{128}"/);
});

test('a link from before opens nothing once the password was changed, or the person deactivated', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const [who, leaver] = [await member(db), await member(db, 'rep')];
  const tokens = [await mailedToken(db, who.email), await mailedToken(db, leaver.email)];
  const changed = await app.inject({
    method: 'PUT',
    url: '/api/me/password',
    headers: await signIn(app, who),
    payload: { currentPassword: PASSWORD, newPassword: better },
  });
  expect(changed.statusCode).toBe(204);
  const owner = await actor(db, 'owner');
  await changePerson(db, owner, leaver.id, { active: false });
  await changePerson(db, owner, leaver.id, { active: true });
  for (const token of tokens) {
    const url = `/api/password-resets/${token}`;
    const payload = { password: 'meadow-copper-19-lyre' };
    expect((await app.inject({ method: 'PUT', url, payload })).statusCode).toBe(404);
  }
  expect(await db.selectFrom('workspace.links').select('user_id').execute()).toEqual([]);
});

test('what the mail says is sealed: the table alone gives no link away', async ({ db }) => {
  const { email } = await member(db);
  const token = await mailedToken(db, email);
  const { rows } = await sql<{ all: string }>`select m::text as all from platform.mails m`.execute(db);
  expect(token).toMatch(/^\w{43}$/);
  const bytes = Buffer.from(/\\x([\da-f]+)/.exec(rows[0]?.all ?? '')?.[1] ?? '', 'hex');
  expect(bytes.length).toBeGreaterThan(100);
  expect(`${rows[0]?.all} ${bytes.toString('latin1')}`).not.toContain(token);
});
