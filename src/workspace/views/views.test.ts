import { expect } from 'vitest';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';
import { readableViews } from './views.ts';

const body = {
  noun: 'contacts',
  name: 'My leads',
  state: { filter: [['stage', 'is', ['lead']]], sort: '-createdAt' },
};

test('is saved, found by its list, changed, and deleted', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'rep'));
  const saved = await app.inject({ method: 'POST', url: '/api/views', headers, payload: body });
  expect(saved.json()).toMatchObject({ ...body, shared: false, pinned: false, mine: true });
  const url = `/api/views/${saved.json().id}`;
  const state = { q: 'anna' };
  const changed = await app.inject({ method: 'PATCH', url, headers, payload: { name: 'Annas', state } });
  expect(changed.json()).toMatchObject({ name: 'Annas', state });
  const list = await app.inject({ url: '/api/views?noun=contacts', headers });
  expect(list.json().items).toMatchObject([{ name: 'Annas' }]);
  expect((await app.inject({ url: '/api/views?noun=deals', headers })).json().items).toEqual([]);
  expect((await app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
  expect((await app.inject({ url: '/api/views', headers })).json().items).toEqual([]);
});

test('shared, others see and pin it but only its owner and administrators change it', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const [owner, other] = [await actor(db, 'marketer'), await actor(db, 'rep')];
  const mine = await signIn(app, owner);
  const saved = await app.inject({
    method: 'POST',
    url: '/api/views',
    headers: mine,
    payload: { ...body, shared: true },
  });
  const secret = await app.inject({ method: 'POST', url: '/api/views', headers: mine, payload: body });
  const url = `/api/views/${saved.json().id}`;
  const headers = await signIn(app, other);
  expect((await app.inject({ url: '/api/views', headers })).json().items).toMatchObject([
    { mine: false, owner: { name: owner.name } },
  ]);
  expect((await app.inject({ method: 'PATCH', url, headers, payload: { name: 'x' } })).statusCode).toBe(403);
  expect(
    (await app.inject({ method: 'PUT', url: `/api/views/${secret.json().id}/pin`, headers })).statusCode,
  ).toBe(404);
  for (let times = 0; times < 2; times++)
    expect((await app.inject({ method: 'PUT', url: `${url}/pin`, headers })).statusCode).toBe(204);
  expect((await app.inject({ url: '/api/views/pinned', headers })).json().items).toMatchObject([
    { pinned: true },
  ]);
  expect((await app.inject({ url: '/api/views/pinned', headers: mine })).json().items).toEqual([]);
  await app.inject({ method: 'DELETE', url: `${url}/pin`, headers });
  expect((await app.inject({ url: '/api/views/pinned', headers })).json().items).toEqual([]);
  const admin = await signIn(app, await actor(db, 'admin'));
  const renamed = await app.inject({ method: 'PATCH', url, headers: admin, payload: { name: 'All leads' } });
  expect(renamed.json()).toMatchObject({ name: 'All leads', mine: false });
  expect(await readableViews(db, other, [saved.json().id, secret.json().id])).toEqual(
    new Set([saved.json().id]),
  );
});

test('refuses what is too large, nameless, or shared by somebody who only reads', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'analyst'));
  const save = (payload: object) => app.inject({ method: 'POST', url: '/api/views', headers, payload });
  expect((await save({ ...body, state: { q: 'x'.repeat(10_300) } })).json().errors).toMatchObject([
    { field: 'state' },
  ]);
  expect((await save({ ...body, name: ' ' })).json().errors).toMatchObject([
    { message: 'Give the view a name.' },
  ]);
  expect((await save({ ...body, shared: true })).statusCode).toBe(403);
  expect((await save(body)).statusCode).toBe(201);
});

test('an administrator takes a colleague’s view out of everybody’s sight, and is answered', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const mine = await signIn(app, await actor(db, 'marketer'));
  const payload = { ...body, shared: true };
  const { id } = (await app.inject({ method: 'POST', url: '/api/views', headers: mine, payload })).json();
  const headers = await signIn(app, await actor(db, 'admin'));
  const url = `/api/views/${id}`;
  const unshared = await app.inject({ method: 'PATCH', url, headers, payload: { shared: false } });
  expect(unshared.statusCode, unshared.body).toBe(200);
  expect(unshared.json()).toMatchObject({ id, shared: false, mine: false });
  expect((await app.inject({ url: '/api/views', headers })).json().items).toEqual([]);
  expect((await app.inject({ url: '/api/views', headers: mine })).json().items).toMatchObject([
    { id, shared: false, mine: true },
  ]);
});
