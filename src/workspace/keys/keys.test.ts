import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { changePerson } from '../people/people.ts';
import { actor, eventNames, signIn, testApp, testHouse } from '../testing.ts';

test('a key is shown once, works by either header with its role, and is revoked', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const admin = await actor(db, 'admin');
  const headers = await signIn(app, admin);
  const payload = { name: 'Warehouse import', role: 'analyst' };
  const created = await app.inject({ method: 'POST', url: '/api/keys', headers, payload });
  expect(created.statusCode).toBe(201);
  const { id, key } = created.json();
  expect(key).toMatch(/^tandem_\w{43}$/);
  const statusWith = async (more: Record<string, string>, url = '/api/people') =>
    (await app.inject({ url, headers: more })).statusCode;
  expect(await statusWith({ 'x-api-key': key })).toBe(200);
  expect(await statusWith({ authorization: `Bearer ${key}` })).toBe(200);
  expect(await statusWith({ 'x-api-key': key }, '/api/keys')).toBe(403);
  expect(await statusWith({ 'x-api-key': `${key}x` })).toBe(401);
  expect(await statusWith({ authorization: 'Bearer nonsense' })).toBe(401);

  const listed = (await app.inject({ url: '/api/keys', headers })).json().items;
  expect(listed).toEqual([
    expect.objectContaining({
      id,
      ...payload,
      start: key.slice(0, 11),
      createdBy: { id: admin.id, name: admin.name },
    }),
  ]);
  expect(listed[0].lastUsedAt).not.toBeNull();
  expect(JSON.stringify(listed)).not.toContain(key);
  expect((await app.inject({ method: 'DELETE', url: `/api/keys/${id}`, headers })).statusCode).toBe(204);
  expect(await statusWith({ 'x-api-key': key })).toBe(401);
  expect((await app.inject({ method: 'DELETE', url: `/api/keys/${id}`, headers })).statusCode).toBe(409);
  expect(await eventNames(db)).toEqual(['key.created', 'key.revoked']);
});

test('only a hash of a key is kept', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'owner'));
  const { key } = (
    await app.inject({ method: 'POST', url: '/api/keys', headers, payload: { name: 'A', role: 'owner' } })
  ).json();
  const kept = [
    await db.selectFrom('workspace.api_keys').selectAll().execute(),
    await db.selectFrom('platform.events').selectAll().orderBy('position').execute(),
  ];
  expect(JSON.stringify(kept)).not.toContain(key);
});

test('an admin cannot make a key mightier than themselves', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const answer = await app.inject({
    method: 'POST',
    url: '/api/keys',
    headers,
    payload: { name: 'A', role: 'owner' },
  });
  expect(answer.statusCode).toBe(403);
});

test('what a key does is told under its name', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const { id, key } = (
    await app.inject({ method: 'POST', url: '/api/keys', headers, payload: { name: 'Sync', role: 'admin' } })
  ).json();
  await app.inject({
    method: 'PATCH',
    url: '/api/workspace',
    headers: { 'x-api-key': key },
    payload: { name: 'Hallow' },
  });
  const event = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('name', '=', 'workspace.updated')
    .executeTakeFirst();
  expect(event).toMatchObject({ actor_kind: 'key', actor_id: id, actor_name: 'Sync' });
});

test('whoever leaves, their keys leave too; those of others stay', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const [leaver, owner] = [await actor(db, 'admin'), await actor(db, 'owner')];
  const makeKey = async (who: typeof owner, name: string) => {
    const payload = { name, role: 'admin' };
    const headers = await signIn(app, who);
    return (await app.inject({ method: 'POST', url: '/api/keys', headers, payload })).json();
  };
  const [one, two] = [await makeKey(leaver, 'One'), await makeKey(leaver, 'Two')];
  const kept = await makeKey(owner, 'Kept');
  await changePerson(db, owner, leaver.id, { active: false });
  const statusWith = async (key: string) =>
    (await app.inject({ url: '/api/people', headers: { 'x-api-key': key } })).statusCode;
  expect([await statusWith(one.key), await statusWith(two.key)]).toEqual([401, 401]);
  expect(await statusWith(kept.key)).toBe(200);
  const told = await db
    .selectFrom('platform.events')
    .select(['subject_id', 'actor_id', 'payload'])
    .where('name', '=', 'key.revoked')
    .orderBy('position')
    .execute();
  expect(told).toHaveLength(2);
  expect(told).toEqual(
    expect.arrayContaining([
      { subject_id: one.id, actor_id: owner.id, payload: { name: 'One' } },
      { subject_id: two.id, actor_id: owner.id, payload: { name: 'Two' } },
    ]),
  );
});
