import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { createKey } from '../keys/keys.ts';
import { actor, makeTeam, signIn, testApp, testHouse } from '../testing.ts';
import { changeTeam } from '../teams/teams.ts';

test('me: who I am, my teams, what I may do', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const team = await makeTeam(db, 'Field sales');
  const who = await actor(db, 'rep', { team });
  const me = (await app.inject({ url: '/api/me', headers: await signIn(app, who) })).json();
  expect(me).toEqual({
    user: {
      id: who.id,
      name: who.name,
      email: who.email,
      role: 'rep',
      timeZone: 'Europe/London',
      ownTimeZone: null,
      workingHours: null,
      language: null,
      teams: [{ id: team, name: 'Field sales', kind: 'sales' }],
      secondFactor: false,
    },
    workspace: {
      name: 'Hallow & Reed',
      currency: 'EUR',
      timeZone: 'Europe/London',
      locale: 'en-GB',
      weekStartsOn: 1,
    },
    permissions: expect.arrayContaining(['contacts.read']),
    scopes: expect.objectContaining({
      'contacts.read': 'team',
      'contacts.edit': 'own',
      'people.read': 'all',
    }),
    signInMethods: { password: false, oidc: null },
  });
  expect(Object.keys(me.scopes)).toEqual(me.permissions);
  expect(me.permissions).not.toContain('people.manage');
});

test('a person’s own time zone comes before the team’s, the team’s before the workspace’s', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const team = await makeTeam(db, 'Field sales');
  const who = await actor(db, 'rep', { team });
  const headers = await signIn(app, who);
  const timeZone = async () => (await app.inject({ url: '/api/me', headers })).json().user.timeZone;
  await changeTeam(db, await actor(db, 'admin'), team, { timeZone: 'Europe/Vienna' });
  expect(await timeZone()).toBe('Europe/Vienna');
  await app.inject({ method: 'PATCH', url: '/api/me', headers, payload: { timeZone: 'America/New_York' } });
  expect(await timeZone()).toBe('America/New_York');
  await app.inject({ method: 'PATCH', url: '/api/me', headers, payload: { timeZone: null } });
  expect(await timeZone()).toBe('Europe/Vienna');
});

test('people change their own name and hours; the audit log shows old and new', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const who = await actor(db, 'rep');
  const headers = await signIn(app, who);
  const patch = (payload: object) => app.inject({ method: 'PATCH', url: '/api/me', headers, payload });
  const workingHours = {
    1: [
      { from: '08:00', to: '12:30' },
      { from: '13:00', to: '24:00' },
    ],
    2: [],
  };
  const changed = await patch({ name: 'Nora Castellan', workingHours });
  expect(changed.json().user).toMatchObject({ name: 'Nora Castellan', workingHours: { 1: workingHours[1] } });
  expect((await patch({ name: ' ' })).json()).toMatchObject({
    status: 422,
    errors: [{ field: 'name', message: 'Enter a name.' }],
  });
  expect((await patch({ timeZone: 'Mars/Olympus' })).json()).toMatchObject({
    errors: [{ field: 'timeZone' }],
  });
  expect((await patch({ workingHours: { 1: [{ from: '12:00', to: '09:00' }] } })).statusCode).toBe(422);
  const event = await db
    .selectFrom('platform.events')
    .select('changes')
    .where('name', '=', 'person.updated')
    .executeTakeFirst();
  expect(event?.changes).toMatchObject({ name: { from: who.name, to: 'Nora Castellan' } });
});

test('an API key has no profile', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const { key } = await createKey(db, await actor(db, 'admin'), { name: 'Import', role: 'admin' });
  expect((await app.inject({ url: '/api/me', headers: { 'x-api-key': key } })).statusCode).toBe(403);
});
