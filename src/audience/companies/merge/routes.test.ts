import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Role } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { test } from '../../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../../workspace/testing.ts';
import { audience } from '../../audience.ts';
import { makeContact } from '../../testing.ts';
import { makeCompany } from '../testing.ts';

/** The room's API as somebody of this role meets it. */
async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, await actor(db, role));
  return (options: InjectOptions) => app.inject({ headers, ...options });
}

const both = async (db: Db) => {
  const one = await makeCompany(db, { name: 'Salon Bloom', city: 'Leeds' });
  const other = await makeCompany(db, {
    name: 'Salon Bloom GmbH',
    city: 'Bonn',
    employees: 12,
    parentId: one.id,
  });
  await makeContact(db, { companyId: one.id });
  return { one: one.id, other: other.id };
};

test('two companies are compared, merged, found under both ids and taken apart over the API', async ({
  db,
}) => {
  const api = await apiOf(db, 'marketer');
  const { one, other } = await both(db);
  const url = `/api/companies/${one}`;
  const comparison = await api({ url: `${url}/comparisons/${other}` });
  expect(comparison.json()).toMatchObject({
    keep: 'one',
    mayMerge: true,
    one: { id: one },
    moves: {
      one: [
        { what: 'people', count: 1 },
        { what: 'subsidiaries', count: 1 },
      ],
      other: [],
    },
  });
  const lines = comparison
    .json()
    .lines.map(({ field, proposed }: { field: string; proposed: object }) => [field, proposed]);
  expect(lines).toEqual([
    ['name', { one: 'one', other: 'other' }],
    ['employees', { one: 'other', other: 'other' }],
    ['city', { one: 'one', other: 'other' }],
    ['parent', { one: 'one', other: 'one' }],
  ]);
  const merged = await api({
    method: 'POST',
    url: `${url}/merges`,
    payload: { with: other, choices: { city: 'gone' } },
  });
  expect(merged.statusCode).toBe(201);
  expect(merged.json()).toMatchObject({ kept: { id: one }, gone: { id: other }, undoable: true });
  expect((await api({ url: `/api/companies/${other}` })).json()).toMatchObject({
    id: one,
    city: 'Bonn',
    employees: 12,
    parent: null,
  });
  for (const path of ['people', 'family', 'merges', 'suggestions'])
    expect((await api({ url: `/api/companies/${other}/${path}` })).statusCode, path).toBe(200);
  expect((await api({ url: `${url}/merges` })).json()).toEqual({ items: [merged.json()] });
  const again = await api({ method: 'POST', url: `${url}/merges`, payload: { with: other } });
  expect(again.json()).toMatchObject({ status: 409, merge: { id: merged.json().id, keptId: one } });

  const reversal = `/api/company-merges/${merged.json().id}/reversal`;
  expect((await api({ method: 'POST', url: reversal })).json()).toMatchObject({ undoable: false, left: [] });
  expect((await api({ method: 'POST', url: reversal })).statusCode).toBe(409);
  expect((await api({ url: `/api/companies/${other}` })).json()).toMatchObject({
    id: other,
    parent: { id: one },
  });
});

test('how much would move is counted by every room, and lists that asked for the gone one ask for the kept one', async ({
  db,
}) => {
  const api = await apiOf(db, 'admin');
  const { one, other } = await both(db);
  const [ben] = [await makeContact(db, { companyId: other }), await makeContact(db, { companyId: other })];
  await sql`insert into touchpoints.activity (contact_id, touch_count, first_touch_at, last_touch_at)
    values (${ben.id}, 7, now(), now())`.execute(db);
  await sql`insert into pipeline.deals (id, name, company_id, stage, opened_at, updated_at)
    values (gen_random_uuid(), 'Opening set', ${other}, 'open', now(), now())`.execute(db);
  await sql`insert into handoff.field_notes (id, kind, words, company_id, noted_by_name, noted_at)
    values (gen_random_uuid(), 'praise', 'Lovely', ${other}, 'Anna', now())`.execute(db);
  const { moves } = (await api({ url: `/api/companies/${one}/comparisons/${other}` })).json();
  expect(moves.other).toEqual([
    { what: 'people', count: 2 },
    { what: 'touchpoints', count: 7 },
    { what: 'field notes', count: 1 },
    { what: 'deals', count: 1 },
  ]);
  await api({ method: 'POST', url: `/api/companies/${one}/merges`, payload: { with: other } });
  const counted = async (list: string, filter: unknown) =>
    (await api({ url: `/api/${list}?filter=${encodeURIComponent(JSON.stringify(filter))}` })).json().items
      .length;
  expect(await counted('contacts', [['company', 'is', [other]]])).toBe(3);
  expect(await counted('contacts', [['company', 'is', one]])).toBe(3);
  await makeCompany(db, { name: 'Bloom Shop', parentId: one });
  expect(await counted('companies', [['parent', 'is', other]])).toBe(1);
});

test('what cannot be merged is refused in words', async ({ db }) => {
  const api = await apiOf(db, 'marketer');
  const { one, other } = await both(db);
  const merge = (payload: object) => api({ method: 'POST', url: `/api/companies/${one}/merges`, payload });
  expect((await merge({ with: one })).json()).toMatchObject({
    status: 422,
    detail: 'Choose two companies: one cannot be merged with itself.',
  });
  expect((await merge({ with: other, choices: { city: 'mine' } })).statusCode).toBe(422);
  expect((await merge({ with: newId() })).statusCode).toBe(404);
  expect((await api({ url: `/api/companies/${one}/comparisons/${newId()}` })).statusCode).toBe(404);
  expect((await api({ method: 'POST', url: `/api/company-merges/${newId()}/reversal` })).statusCode).toBe(
    404,
  );
});

test('a rep merges only their own companies; an analyst none', async ({ db }) => {
  const { one, other } = await both(db);
  const order = { method: 'POST', url: `/api/companies/${one}/merges`, payload: { with: other } } as const;
  const rep = await apiOf(db, 'rep');
  expect((await rep({ url: `/api/companies/${one}/comparisons/${other}` })).json().mayMerge).toBe(false);
  expect((await rep(order)).statusCode).toBe(403);
  expect((await (await apiOf(db, 'analyst'))(order)).statusCode).toBe(403);
  expect((await (await apiOf(db, 'marketing_manager'))(order)).statusCode).toBe(201);
});
