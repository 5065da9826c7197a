import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import type { Role } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { makeContact } from '../testing.ts';
import { all, contactIs, settle } from './testing.ts';

async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, await actor(db, role));
  return async (options: InjectOptions) => {
    const answer = await app.inject({ headers, ...options });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
}

const inLeeds = all(contactIs('city', 'is', ['Leeds']));

test('a segment is made, shown with its people, and filters the list of contacts', async ({ db }) => {
  const api = await apiOf(db, 'marketer');
  const nora = await makeContact(db, { city: 'Leeds' });
  const omar = await makeContact(db, { city: 'York' });
  const made = await api({ method: 'POST', url: '/api/segments', payload: { name: 'Leeds', tree: inLeeds } });
  expect(made).toMatchObject({
    status: 201,
    body: { kind: 'live', sentence: 'Contacts in Leeds', state: 'finding' },
  });
  await settle(db);
  const { id } = made.body;

  const listed = await api({ url: '/api/segments?q=lee' });
  expect(listed.body).toMatchObject({ items: [{ id, memberCount: 1, state: 'kept' }], next: null });
  const members = await api({ url: `/api/segments/${id}/contacts?sort=name` });
  expect(members.body).toMatchObject({ items: [{ id: nora.id }], estimate: { count: 1, exact: true } });
  const filtered = async (operator: string) => {
    const filter = encodeURIComponent(JSON.stringify([['segment', operator, [id]]]));
    return (await api({ url: `/api/contacts?filter=${filter}` })).body.items.map(
      (each: { id: string }) => each.id,
    );
  };
  expect([await filtered('is'), await filtered('is_not')]).toEqual([[nora.id], [omar.id]]);
  expect((await api({ url: `/api/contacts/${nora.id}/segments` })).body).toMatchObject({
    items: [{ id, name: 'Leeds' }],
  });
  expect((await api({ url: `/api/segments/${id}/versions` })).body).toMatchObject({
    items: [{ version: 1 }],
  });
  expect((await api({ url: `/api/segments/${id}/history` })).body).toMatchObject({
    days: [],
    moves: [],
  });
});

test('conditions are tried out: the sentence, how many, and some of them', async ({ db }) => {
  const api = await apiOf(db, 'marketer');
  const nora = await makeContact(db, { city: 'Leeds', companyName: 'Castellan' });
  const tried = await api({ method: 'POST', url: '/api/segments/previews', payload: { tree: inLeeds } });
  expect(tried).toMatchObject({
    status: 200,
    body: {
      sentence: 'Contacts in Leeds',
      estimate: { count: 1, exact: true },
      people: [{ id: nora.id, name: 'Nora Castellan', about: 'Castellan, Leeds' }],
    },
  });
  const payload = { tree: all(contactIs('nonsense', 'is', 'x')) };
  const wrong = await api({ method: 'POST', url: '/api/segments/previews', payload });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'tree.items.0.field' }] } });
});

test('what may be asked is offered, by every room', async ({ db }) => {
  const api = await apiOf(db, 'rep');
  const { body } = await api({ url: '/api/segment-fields' });
  const offered = body.items.map((each: { source: string; field: string }) => `${each.source}.${each.field}`);
  for (const field of ['contact.stage', 'contact.tags', 'company.industry', 'stage.became', 'segment.in'])
    expect(offered).toContain(field);
  for (const field of ['touchpoints.did', 'activity.lastTouchAt']) expect(offered).toContain(field);
});

test('who sees only some of the contacts learns nothing of the others by counting, and readers make nothing', async ({
  db,
}) => {
  const manager = await actor(db, 'sales_manager');
  await makeContact(db, { city: 'Leeds', ownerId: manager.id });
  const rep = await apiOf(db, 'rep');
  for (const [url, payload] of [
    ['/api/segments/previews', { tree: inLeeds }],
    ['/api/segments', { name: 'X', tree: inLeeds }],
  ] as const)
    expect(await rep({ method: 'POST', url, payload })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('Keep a list') },
    });
  const analyst = await apiOf(db, 'analyst');
  expect(
    await analyst({ method: 'POST', url: '/api/segments', payload: { name: 'X', tree: inLeeds } }),
  ).toMatchObject({
    status: 403,
  });
  expect((await analyst({ url: '/api/segments' })).status).toBe(200);
});

test('a list has no conditions and a segment needs some', async ({ db }) => {
  const api = await apiOf(db, 'marketer');
  const post = (payload: object) => api({ method: 'POST', url: '/api/segments', payload });
  expect(await post({ name: 'X' })).toMatchObject({ status: 422, body: { errors: [{ field: 'tree' }] } });
  expect(await post({ name: '', kind: 'list' })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'name' }] },
  });
  const list = await post({ name: 'Guests', kind: 'list' });
  expect(list).toMatchObject({ status: 201, body: { state: 'kept', memberCount: 0, tree: null } });
  const { id } = await makeContact(db);
  const url = `/api/segments/${list.body.id}`;
  const added = await api({ method: 'POST', url: `${url}/additions`, payload: { ids: [id] } });
  expect(added).toMatchObject({ status: 200, body: { count: 1 } });
  expect((await api({ method: 'DELETE', url: `${url}/changes/${added.body.id}` })).body).toMatchObject({
    count: 1,
  });
  expect((await api({ method: 'PUT', url: `${url}/archival` })).body.archivedAt).not.toBeNull();
  expect((await api({ url: '/api/segments' })).body.items).toEqual([]);
});
