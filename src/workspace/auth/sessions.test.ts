import { expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, cookiesOf, eventNames, member, PASSWORD, signIn, testApp, testHouse } from '../testing.ts';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

test('people see where they are signed in and end one session', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const who = await member(db);
  const answer = await app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'user-agent': chrome, 'x-forwarded-for': '203.0.113.9', 'x-tandem-address': '198.51.100.1' },
    payload: { email: who.email, password: PASSWORD },
  });
  const laptop = cookiesOf(answer);
  const phone = await signIn(app, who);
  const { items } = (await app.inject({ url: '/api/me/sessions', headers: phone })).json();
  expect(items).toEqual([
    expect.objectContaining({ device: 'Unknown device', current: true }),
    expect.objectContaining({ device: 'Chrome on Windows', ip: '203.0.113.9', current: false }),
  ]);
  const url = `/api/me/sessions/${items[1].id}`;
  expect((await app.inject({ method: 'DELETE', url, headers: phone })).statusCode).toBe(204);
  expect((await app.inject({ url: '/api/me', headers: laptop })).statusCode).toBe(401);
  expect((await app.inject({ url: '/api/me', headers: phone })).statusCode).toBe(200);
  expect(await eventNames(db)).toContain('session.revoked');
});

test('all other sessions end together, nobody else’s', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const [who, colleague] = [await actor(db, 'rep'), await actor(db, 'rep')];
  const [here, there, elsewhere] = [
    await signIn(app, who),
    await signIn(app, who),
    await signIn(app, colleague),
  ];
  expect((await app.inject({ method: 'DELETE', url: '/api/me/sessions', headers: here })).json()).toEqual({
    ended: 1,
  });
  const statusOf = async (headers: { cookie: string }) =>
    (await app.inject({ url: '/api/me', headers })).statusCode;
  expect([await statusOf(here), await statusOf(there), await statusOf(elsewhere)]).toEqual([200, 401, 200]);
});

test('one cannot end a colleague’s session', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const [mine, theirs] = [
    await signIn(app, await actor(db, 'admin')),
    await signIn(app, await actor(db, 'rep')),
  ];
  const { items } = (await app.inject({ url: '/api/me/sessions', headers: theirs })).json();
  const url = `/api/me/sessions/${items[0].id}`;
  expect((await app.inject({ method: 'DELETE', url, headers: mine })).statusCode).toBe(404);
  expect((await app.inject({ url: '/api/me', headers: theirs })).statusCode).toBe(200);
});

test('a session ends with its time, and says when it was last seen', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'rep'));
  const lastSeen = async () =>
    (await app.inject({ url: '/api/me/sessions', headers })).json().items[0]?.lastSeenAt;
  const before = await lastSeen();
  try {
    freezeClock(new Date(Date.now() + 6 * 60_000));
    expect(new Date(await lastSeen()).getTime() - new Date(before).getTime()).toBeGreaterThan(5 * 60_000);
    freezeClock(new Date(Date.now() + 25 * 3_600_000));
    expect((await app.inject({ url: '/api/me', headers })).statusCode).toBe(401);
  } finally {
    releaseClock();
  }
});
