import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import type { Role } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { findDuplicates } from '../duplicates/suggesting.ts';
import { makeContact } from '../testing.ts';
import { idsBefore } from './redirects.ts';

/** The room's API as somebody of this role meets it. */
async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, await actor(db, role));
  return (options: InjectOptions) => app.inject({ headers, ...options });
}

const both = async (db: Db) => [
  await makeContact(db, { email: 'nora@castellan.example', city: 'Leeds' }),
  await makeContact(db, { phone: '+44 113 496 0182', city: 'Leeds' }),
];

test('two contacts are compared, merged, found under both ids and taken apart over the API', async ({
  db,
}) => {
  const api = await apiOf(db, 'marketer');
  const [nora, other] = await both(db);
  const url = `/api/contacts/${nora?.id ?? ''}`;
  const comparison = await api({ url: `${url}/comparisons/${other?.id ?? ''}` });
  expect(comparison.json()).toMatchObject({ keep: 'one', mayMerge: true, one: { id: nora?.id } });
  const merged = await api({
    method: 'POST',
    url: `${url}/merges`,
    payload: { with: other?.id, choices: { city: 'gone' } },
  });
  expect(merged.statusCode).toBe(201);
  expect(merged.json()).toMatchObject({ kept: { id: nora?.id }, gone: { id: other?.id }, undoable: true });
  expect((await api({ url: `/api/contacts/${other?.id ?? ''}` })).json()).toMatchObject({
    id: nora?.id,
    phone: '+441134960182',
  });
  expect((await api({ url: `${url}/merges` })).json()).toEqual({ items: [merged.json()] });
  expect(await idsBefore(db, nora?.id ?? '')).toEqual([other?.id]);
  const again = await api({ method: 'POST', url: `${url}/merges`, payload: { with: other?.id } });
  expect(again.json()).toMatchObject({ status: 409, merge: { id: merged.json().id, keptId: nora?.id } });

  const reversal = `/api/merges/${merged.json().id}/reversal`;
  expect((await api({ method: 'POST', url: reversal })).json()).toMatchObject({ undoable: false, left: [] });
  expect((await api({ method: 'POST', url: reversal })).statusCode).toBe(409);
  expect((await api({ url: `/api/contacts/${other?.id ?? ''}` })).json()).toMatchObject({ id: other?.id });
  const wrong = await api({
    method: 'POST',
    url: `${url}/merges`,
    payload: { with: other?.id, choices: { city: 'mine' } },
  });
  expect(wrong.statusCode).toBe(422);
  expect((await api({ method: 'POST', url: `/api/merges/${newId()}/reversal` })).statusCode).toBe(404);
});

test('suggestions are listed, told apart, asked again and merged over the API', async ({ db }) => {
  const api = await apiOf(db, 'sales_manager');
  const [nora, other] = await both(db);
  await findDuplicates(db);
  const { items, estimate } = (await api({ url: '/api/duplicates' })).json();
  expect(estimate).toEqual({ count: 1, exact: true });
  expect(items).toMatchObject([{ one: { id: nora?.id }, other: { id: other?.id }, state: 'open' }]);
  const url = `/api/duplicates/${items[0].id}/dismissal`;
  expect((await api({ method: 'PUT', url })).statusCode).toBe(204);
  expect((await api({ url: '/api/duplicates?limit=1' })).json()).toMatchObject({ items: [] });
  expect(
    (await api({ url: `/api/duplicates?state=dismissed&contact=${nora?.id ?? ''}` })).json().items,
  ).toHaveLength(1);
  expect((await api({ method: 'DELETE', url })).statusCode).toBe(204);
  expect((await api({ url: '/api/duplicates/certain' })).json()).toEqual({ count: 0, exact: true });
  const batch = (await api({ method: 'POST', url: '/api/duplicates/merges' })).json();
  expect(batch).toMatchObject({ merges: [], left: 0 });
  const back = await api({ method: 'DELETE', url: `/api/duplicates/merges/${batch.batchId}` });
  expect(back.json()).toEqual({ unmerged: 0, kept: 0 });
});

test('a rep merges only their own contacts; an analyst none', async ({ db }) => {
  const [nora, other] = await both(db);
  const order = {
    method: 'POST',
    url: `/api/contacts/${nora?.id ?? ''}/merges`,
    payload: { with: other?.id },
  } as const;
  expect((await (await apiOf(db, 'rep'))(order)).statusCode).toBe(403);
  expect((await (await apiOf(db, 'analyst'))(order)).statusCode).toBe(403);
  expect((await (await apiOf(db, 'marketing_manager'))(order)).statusCode).toBe(201);
});
