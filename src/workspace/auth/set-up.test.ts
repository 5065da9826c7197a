import { expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { cookiesOf, eventNames, PASSWORD, testApp, testHouse } from '../testing.ts';
import { setUpLink, setUpOwner } from './set-up.ts';

const owner = {
  workspaceName: 'Hallow & Reed',
  name: 'Ada Reed',
  email: 'Ada@Hallow-Reed.example',
  password: PASSWORD,
  timeZone: 'Europe/Berlin',
};

async function newSetUpToken(db: Db): Promise<string> {
  const link = new URL((await setUpLink(db, 'http://localhost:4000')) ?? '');
  expect(link.pathname).toBe('/set-up');
  return link.searchParams.get('token') ?? '';
}

test('the first visit makes the workspace, its teams and its owner, and goes straight in', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const token = await newSetUpToken(db);
  expect((await app.inject({ url: `/api/set-up?token=${token}` })).json()).toEqual({ valid: true });

  const done = await app.inject({ method: 'POST', url: '/api/set-up', payload: { token, ...owner } });
  expect([done.statusCode, done.body]).toEqual([204, '']);
  const me = await app.inject({ url: '/api/me', headers: cookiesOf(done) });
  expect(me.json()).toMatchObject({
    user: {
      name: 'Ada Reed',
      email: 'ada@hallow-reed.example',
      role: 'owner',
      timeZone: 'Europe/Berlin',
      teams: [],
    },
    workspace: { name: 'Hallow & Reed', timeZone: 'Europe/Berlin' },
    permissions: expect.arrayContaining(['people.manage', 'contacts.read']),
    signInMethods: { password: true, oidc: null },
  });
  const teams = await app.inject({ url: '/api/teams', headers: cookiesOf(done) });
  expect(teams.json().items.map(({ name }: { name: string }) => name)).toEqual([
    'Customer success',
    'Marketing',
    'Sales',
  ]);
  expect(await eventNames(db)).toEqual([
    'person.joined',
    'workspace.created',
    'team.created',
    'team.created',
    'team.created',
    'sign-in.succeeded',
  ]);
});

test('a set-up link works once, the newest only, and not after a day', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const isValid = async (token: string) =>
    (await app.inject({ url: `/api/set-up?token=${token}` })).json().valid;
  const older = await newSetUpToken(db);
  const token = await newSetUpToken(db);
  expect([await isValid(older), await isValid(token)]).toEqual([false, true]);

  freezeClock(new Date(Date.now() + 25 * 3_600_000));
  try {
    expect(await isValid(token)).toBe(false);
  } finally {
    releaseClock();
  }
  const post = (payload: object) => app.inject({ method: 'POST', url: '/api/set-up', payload });
  expect((await post({ token, ...owner })).statusCode).toBe(204);
  expect((await post({ token, ...owner })).json()).toMatchObject({
    status: 404,
    detail: expect.stringContaining('used'),
  });
  expect(await setUpLink(db, 'http://localhost:4000')).toBeNull();
});

test('only a hash of the link is kept', async ({ db }) => {
  const token = await newSetUpToken(db);
  const links = await db.selectFrom('workspace.links').selectAll().execute();
  expect(JSON.stringify(links)).not.toContain(token);
});

test('an easy password is refused with advice, and nothing is set up', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const token = await newSetUpToken(db);
  const answer = await app.inject({
    method: 'POST',
    url: '/api/set-up',
    payload: { token, ...owner, password: 'hallowreed' },
  });
  expect(answer.json()).toMatchObject({ status: 422, errors: [{ field: 'password' }] });
  expect((await app.inject({ url: `/api/set-up?token=${token}` })).json()).toEqual({ valid: true });
});

test('OWNER_EMAIL and OWNER_PASSWORD make the owner once', async ({ db }) => {
  const first = await setUpOwner(db, { email: 'Ops@Hallow-Reed.example', password: 'from-the-environment' });
  expect(first).toMatchObject({ role: 'owner', name: 'Ops' });
  expect(
    await setUpOwner(db, { email: 'other@hallow-reed.example', password: 'from-the-environment' }),
  ).toBeNull();
  const people = await db.selectFrom('workspace.users').select('email').execute();
  expect(people).toEqual([{ email: 'ops@hallow-reed.example' }]);
  const app = await testApp(testHouse(db));
  const payload = { email: 'ops@hallow-reed.example', password: 'from-the-environment' };
  expect((await app.inject({ method: 'POST', url: '/api/sign-in', payload })).json()).toEqual({
    secondFactor: false,
  });
});
