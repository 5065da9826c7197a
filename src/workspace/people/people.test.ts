import { expect } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, eventNames, makeTeam, signIn, testApp, testHouse } from '../testing.ts';
import { changePerson, readPerson } from './people.ts';

test('people are listed by name, page by page, searched and filtered', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const team = await makeTeam(db, 'Field sales');
  const headers = await signIn(app, await actor(db, 'analyst'));
  const [rep, admin] = [await actor(db, 'rep', { team }), await actor(db, 'admin')];
  const list = async (query: string) => (await app.inject({ url: `/api/people?${query}`, headers })).json();
  const first = await list('limit=2');
  expect(first.items.map(({ role }: { role: string }) => role)).toEqual(['admin', 'analyst']);
  expect(first.estimate).toEqual({ count: 3, exact: true });
  const second = await list(`limit=2&cursor=${first.next}`);
  expect(second).toMatchObject({
    items: [{ id: rep.id, teams: [{ id: team, kind: 'sales' }], active: true }],
    next: null,
  });

  const filter = async (...conditions: unknown[]) =>
    (await list(`filter=${encodeURIComponent(JSON.stringify(conditions))}`)).items?.map(
      ({ id }: { id: string }) => id,
    );
  expect(await filter(['role', 'is', ['admin', 'owner']])).toEqual([admin.id]);
  expect(await filter(['team', 'is', [team]])).toEqual([rep.id]);
  expect(await filter(['active', 'is', false])).toEqual([]);
  expect(await filter(['password', 'is', 'x'])).toBeUndefined();
  expect((await list(`q=${admin.name}`)).items).toHaveLength(1);
  expect((await list('q=%25')).items).toEqual([]);
});

test('an admin changes a role; the audit log shows old and new', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const { id } = await actor(db, 'rep');
  const payload = { role: 'sales_manager', workingHours: { 1: [{ from: '10:00', to: '16:00' }] } };
  const changed = await app.inject({ method: 'PATCH', url: `/api/people/${id}`, headers, payload });
  expect(changed.json()).toMatchObject({ id, ...payload });
  const event = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('name', '=', 'person.updated')
    .executeTakeFirst();
  expect(event).toMatchObject({ subject_id: id, changes: { role: { from: 'rep', to: 'sales_manager' } } });
});

test('whoever is deactivated loses every session, and comes back when let', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const owner = await actor(db, 'owner');
  const who = await actor(db, 'rep');
  const headers = await signIn(app, who);
  const gone = await changePerson(db, owner, who.id, { active: false });
  expect(gone).toMatchObject({
    active: false,
    deactivatedAt: expect.any(Date),
    deactivatedBy: { id: owner.id },
  });
  expect((await app.inject({ url: '/api/me', headers })).statusCode).toBe(401);
  expect(await db.selectFrom('workspace.sessions').select('id').execute()).toEqual([]);
  expect(await changePerson(db, owner, who.id, { active: true })).toMatchObject({
    active: true,
    deactivatedAt: null,
  });
  expect(await eventNames(db)).toEqual(['person.deactivated', 'person.reactivated']);
});

test('the last owner can neither step down nor be deactivated', async ({ db }) => {
  const owner = await actor(db, 'owner');
  const only = 'is the only owner';
  await expect(changePerson(db, owner, owner.id, { role: 'admin' })).rejects.toThrow(only);
  const second = await actor(db, 'owner');
  await changePerson(db, second, owner.id, { active: false });
  await expect(changePerson(db, owner, second.id, { active: false })).rejects.toThrow(only);
  await expect(changePerson(db, owner, second.id, { role: 'admin' })).rejects.toThrow(only);
  expect(await readPerson(db, second.id)).toMatchObject({ role: 'owner', active: true });
});

test('nobody deactivates themselves', async ({ db }) => {
  const admin = await actor(db, 'admin');
  await expect(changePerson(db, admin, admin.id, { active: false })).rejects.toThrow(
    'You cannot deactivate yourself',
  );
});

test('only an owner makes owners and changes them', async ({ db }) => {
  const [owner, admin, rep] = [await actor(db, 'owner'), await actor(db, 'admin'), await actor(db, 'rep')];
  await expect(changePerson(db, admin, rep.id, { role: 'owner' })).rejects.toThrow(
    'Only an owner can make somebody',
  );
  await expect(changePerson(db, admin, owner.id, { name: 'Nobody' })).rejects.toThrow(
    'Only an owner can change an owner',
  );
  expect(await changePerson(db, owner, rep.id, { role: 'owner' })).toMatchObject({ role: 'owner' });
});

const filter = (...condition: unknown[]) => `filter=${encodeURIComponent(JSON.stringify([condition]))}`;
const after = (sort: string, value: string) =>
  `sort=${sort}&cursor=${Buffer.from(JSON.stringify([sort, value, newId()])).toString('base64url')}`;

test.for([
  ['a zero byte to search for', 'q=a%00b', 422],
  ['a team that is no id', filter('team', 'is', 'no team'), 422],
  ['a zero byte in a filter', filter('role', 'is', 'a\0b'), 422],
  ['a cursor without a time', after('created_at', 'soon'), 422],
  ['a cursor of a time there never was', after('created_at', '2026-13-45 99:00'), 422],
  ['a zero byte in a cursor', after('name', 'a\0b'), 422],
  ['a cursor of this list', after('name', 'Ada'), 200],
] as const)('a list is asked for %s', async ([, query, status], { db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const answer = await app.inject({ url: `/api/people?${query}`, headers });
  expect(answer.statusCode, answer.body).toBe(status);
});

test('a name with a zero byte is refused', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const renamed = await app.inject({ method: 'PATCH', url: '/api/me', headers, payload: { name: 'A\0da' } });
  expect(renamed.json()).toMatchObject({ status: 422 });
});
