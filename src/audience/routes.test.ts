import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import type { Role } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { storeFile } from '../platform/files.ts';
import { listOperations } from '../platform/operations.ts';
import { test } from '../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../workspace/testing.ts';
import { audience } from './audience.ts';
import { makeContact } from './testing.ts';

/** The room's API as somebody of this role meets it. */
async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, await actor(db, role));
  return (options: InjectOptions) => app.inject({ headers, ...options });
}

test('a contact is created, shown, changed, deleted and restored over the API', async ({ db }) => {
  const api = await apiOf(db, 'admin');
  const created = await api({
    method: 'POST',
    url: '/api/contacts',
    payload: { givenName: ' Nora ', email: 'Nora@Castellan.example', phone: '0113 496 0182', country: 'gb' },
  });
  expect(created.json()).toMatchObject({
    name: 'Nora',
    email: 'nora@castellan.example',
    phone: '+441134960182',
    phoneOriginal: '0113 496 0182',
    country: 'GB',
    stage: 'lead',
    source: 'unknown',
    owner: null,
  });
  expect(created.statusCode).toBe(201);
  const { id, updatedAt } = created.json();

  const url = `/api/contacts/${id}`;
  const changed = await api({ method: 'PATCH', url, payload: { city: 'Leeds', updatedAt } });
  expect(changed.json()).toMatchObject({ id, city: 'Leeds' });
  expect((await api({ url })).json()).toEqual(changed.json());

  expect((await api({ method: 'DELETE', url })).statusCode).toBe(204);
  expect((await api({ url: '/api/contacts' })).json()).toMatchObject({ items: [] });
  expect((await api({ url })).json()).toMatchObject({ deletedAt: expect.any(String) });
  expect((await api({ method: 'PUT', url: `${url}/restoration` })).json()).toMatchObject({
    deletedAt: null,
  });
  expect((await api({ url: '/api/contacts' })).json()).toMatchObject({ items: [{ id }], next: null });
});

test('what cannot be used is said in the words of the form', async ({ db }) => {
  const api = await apiOf(db, 'admin');
  const post = async (payload: object) => {
    const answer = await api({ method: 'POST', url: '/api/contacts', payload });
    return { status: answer.statusCode, errors: answer.json().errors };
  };
  expect(await post({})).toEqual({
    status: 422,
    errors: [
      {
        field: 'givenName',
        message: 'A contact needs at least a name, an e-mail address or a phone number.',
      },
    ],
  });
  expect(await post({ email: 'nora at home' })).toMatchObject({
    errors: [{ field: 'email', message: 'Enter an e-mail address such as anna@example.com.' }],
  });
  expect(await post({ phone: 'call me' })).toMatchObject({ status: 422, errors: [{ field: 'phone' }] });
  expect(await post({ givenName: 'Nora', shoeSize: 39 })).toMatchObject({ status: 422 });
  expect(await post({ givenName: 'No\0ra\n' })).toMatchObject({ status: 201 });
  const nameless = await api({ url: '/api/contacts?q=%00ra' });
  expect(nameless.json()).toMatchObject({ status: 422, detail: expect.stringContaining('U+0000') });
});

test('a taken e-mail address is a conflict that names the contact who has it', async ({ db }) => {
  const nora = await makeContact(db, { email: 'nora@castellan.example' });
  const api = await apiOf(db, 'marketer');
  const answer = await api({
    method: 'POST',
    url: '/api/contacts',
    payload: { email: 'NORA@castellan.example' },
  });
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({
    detail: 'Nora Castellan already has the e-mail address nora@castellan.example.',
    contact: { id: nora.id, name: 'Nora Castellan' },
  });
});

test('many are changed, deleted and taken back over the API', async ({ db }) => {
  const api = await apiOf(db, 'admin');
  const post = async (path: string, payload: object) =>
    (await api({ method: 'POST', url: `/api/contacts/${path}`, payload })).json();
  const { id } = await makeContact(db, { city: 'York' });
  const list = { q: 'castellan', filter: '[["city","is",["York"]]]' };
  const edit = await post('bulk-edits', { list, change: { city: 'Leeds' } });
  expect(edit).toEqual({ id: expect.any(String), count: 1, operationId: null });
  expect((await api({ url: `/api/contacts/${id}` })).json()).toMatchObject({ city: 'Leeds' });
  const undone = await api({ method: 'DELETE', url: `/api/contacts/bulk-edits/${edit.id}` });
  expect(undone.json()).toMatchObject({ count: 1 });
  expect((await api({ url: `/api/contacts/${id}/neighbours?sort=name` })).json()).toEqual({
    previous: null,
    next: null,
    place: { position: 1, count: 1 },
  });
  expect(await post('bulk-deletions', { ids: [id] })).toMatchObject({ count: 1 });
  expect((await api({ url: '/api/contacts?limit=1' })).json()).toMatchObject({ items: [] });
  for (const payload of [{}, { ids: [id], list }, { ids: [id], change: { city: 'Leeds', source: 'radio' } }])
    expect(await post('bulk-edits', { change: { city: 'Leeds' }, ...payload })).toMatchObject({
      status: 422,
    });
});

test('imports and exports start in the background', async ({ db }) => {
  const app = await testApp(testHouse(db), [audience]);
  const who = await actor(db, 'admin');
  const headers = await signIn(app, who);
  const stream = (async function* () {
    yield Buffer.from('name;e-mail\nNora;nora@castellan.example\n');
  })();
  const { id: fileId } = await storeFile(db, who, { name: 'fair.csv', mediaType: 'text/csv', stream });
  const post = (path: string, payload: object) =>
    app.inject({ method: 'POST', url: `/api/${path}`, headers, payload });
  expect((await post('imports/previews', { fileId })).json()).toMatchObject({
    columns: [{ guess: 'name' }, { guess: 'email' }],
    rows: [{ row: 2, outcome: 'created', fields: { givenName: 'Nora' } }],
  });
  expect((await post('imports', { fileId, map: { name: 'shoeSize' } })).statusCode).toBe(422);
  const started = [
    await post('imports', { fileId }),
    await post('contacts/exports', { list: {}, sort: '-name', columns: ['name'] }),
  ];
  expect(started.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
  const operations = await listOperations(db, { limit: 10 });
  expect(operations.map(({ kind, state }) => [kind, state])).toEqual([
    ['contacts.export', 'queued'],
    ['contacts.import', 'queued'],
  ]);
  expect((await post('contacts/exports', { list: {}, sort: 'shoeSize' })).statusCode).toBe(422);
  expect((await post('contacts/exports', { sort: '-name' })).statusCode).toBe(422);
});
