import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { createLog } from '../../platform/log.ts';
import { getOperation } from '../../platform/operations.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { deleteContact, editContact } from '../contacts.ts';
import { jobs } from '../jobs.ts';
import { findContact } from '../reading.ts';
import { findSegment } from '../segments/reading.ts';
import { archiveSegment, createSegment } from '../segments/segments.ts';
import { makeContact } from '../testing.ts';
import { normaliseTag, tagsIn } from './tag.ts';
import { deleteTag, listTags, renameTag, suggestTags } from './tags.ts';

async function idOf(db: Db, name: string): Promise<string> {
  const { items } = await listTags(db, { q: name, limit: 100 });
  return items.find((tag) => tag.name === name)?.id ?? newId();
}

async function countsOf(db: Db) {
  const { items } = await listTags(db, { limit: 100 });
  return items.map(({ name, contacts, companies }) => [name, contacts.count, companies.count]);
}

async function makeCompany(db: Db, tags: string[]): Promise<string> {
  const id = newId();
  await sql`insert into audience.companies (id, name, tags, created_at, updated_at)
    values (${id}, 'Castellan', ${tags}, now(), now())`.execute(db);
  return id;
}

test('a tag is one line, and lists of tags are split', () => {
  expect(normaliseTag('  #Trade\n fair,  2026; ')).toBe('Trade fair 2026');
  expect(normaliseTag(' ,; ')).toBeNull();
  expect(tagsIn('VIP; salon owner,vip|Leeds')).toEqual(['VIP', 'salon owner', 'Leeds']);
});

test('a tag has the spelling in which it was first written, once per record', async ({ db }) => {
  const nora = await makeContact(db, { tags: ['VIP', 'Salon'] });
  expect(nora.tags).toEqual(['VIP', 'Salon']);
  const other = await makeContact(db, { tags: ['vip', 'Vip', 'Fair'] });
  expect(other.tags).toEqual(['VIP', 'Fair']);
  const edited = await editContact(db, system, nora.id, { tags: ['salon'] });
  expect(edited.tags).toEqual(['Salon']);
  const row = await db
    .selectFrom('platform.events')
    .select('changes')
    .where('subject_id', '=', nora.id)
    .where('name', '=', 'contact.updated')
    .executeTakeFirstOrThrow();
  expect(row.changes).toEqual({ tags: { from: ['VIP', 'Salon'], to: ['Salon'] } });
});

test('the list counts contacts and companies that are there', async ({ db }) => {
  await makeContact(db, { tags: ['VIP', 'Salon'] });
  await deleteContact(db, system, (await makeContact(db, { tags: ['VIP'] })).id);
  await makeCompany(db, ['VIP']);
  expect(await countsOf(db)).toEqual([
    ['Salon', 1, 0],
    ['VIP', 1, 1],
  ]);
  const first = await listTags(db, { limit: 1 });
  expect(first.items.map(({ name }) => name)).toEqual(['Salon']);
  const second = await listTags(db, { limit: 1, after: first.next ?? '' });
  expect(second).toMatchObject({ items: [{ name: 'VIP' }], next: null });
});

test('what begins with what is typed is suggested before what contains it', async ({ db }) => {
  await makeContact(db, { tags: ['A salon', 'Salon', 'Fair', '100% hot'] });
  const names = async (q: string) => (await suggestTags(db, q)).map(({ name }) => name);
  expect(await names('SAL')).toEqual(['Salon', 'A salon']);
  expect(await names('%')).toEqual(['100% hot']);
  expect(await names('')).toHaveLength(4);
});

describe('everywhere', () => {
  test('a tag is renamed on contacts, deleted contacts and companies, at its place', async ({ db }) => {
    const nora = await makeContact(db, { tags: ['A', 'VIP', 'B'] });
    const gone = await makeContact(db, { tags: ['VIP'] });
    await deleteContact(db, system, gone.id);
    const company = await makeCompany(db, ['VIP']);
    expect(await renameTag(db, system, await idOf(db, 'VIP'), { name: 'Key account' })).toEqual({
      operationId: null,
    });
    expect((await findContact(db, system, nora.id)).tags).toEqual(['A', 'Key account', 'B']);
    expect((await findContact(db, system, nora.id)).updatedAt).toEqual(nora.updatedAt);
    expect((await findContact(db, system, gone.id)).tags).toEqual(['Key account']);
    const { tags } = await db
      .selectFrom('audience.companies')
      .select('tags')
      .where('id', '=', company)
      .executeTakeFirstOrThrow();
    expect(tags).toEqual(['Key account']);
    await renameTag(db, system, await idOf(db, 'Key account'), { name: 'KEY ACCOUNT' });
    expect((await findContact(db, system, nora.id)).tags).toEqual(['A', 'KEY ACCOUNT', 'B']);
  });

  test('two tags become one only when that is meant', async ({ db }) => {
    const both = await makeContact(db, { tags: ['VIP', 'Fair', 'Important'] });
    const id = await idOf(db, 'Important');
    await expect(renameTag(db, system, id, { name: 'vip' })).rejects.toMatchObject({
      facts: { tag: { name: 'VIP' } },
    });
    await renameTag(db, system, id, { name: 'vip', merge: true });
    expect((await findContact(db, system, both.id)).tags).toEqual(['VIP', 'Fair']);
    expect(await countsOf(db)).toEqual([
      ['Fair', 1, 0],
      ['VIP', 1, 0],
    ]);
  });

  test('a tag is deleted; on many records the rest goes on in the background', async ({ db }) => {
    const who = await actor(db, 'admin');
    await makeContact(db, { tags: ['VIP'] });
    await sql`
      insert into audience.contacts (id, given_name, stage, source, tags, created_at, updated_at)
      select gen_random_uuid(), 'Nora ' || n, 'lead', 'fair', '{VIP,Fair}', now(), now()
      from generate_series(1, 1500) as n`.execute(db);
    const [counted] = (await listTags(db, { q: 'VIP', limit: 1 })).items;
    expect(counted?.contacts).toEqual({ count: expect.any(Number), exact: false });
    const { operationId } = await deleteTag(db, who, await idOf(db, 'VIP'));
    if (!operationId) throw new Error('There is nothing in the background.');
    const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 1 };
    await jobs()['audience.replaceTag']?.({ operationId, from: 'VIP', to: null }, context);
    expect(await getOperation(db, operationId)).toMatchObject({ state: 'done', done: 501 });
    const { rows } = await sql<{ tags: string[]; count: number }>`
      select tags, count(*) as count from audience.contacts group by 1 order by 2`.execute(db);
    expect(rows).toEqual([
      { tags: [], count: 1 },
      { tags: ['Fair'], count: 1500 },
    ]);
  });
});

test('saved views and segments, also put away, ask for the new name', async ({ db }) => {
  const who = await actor(db, 'admin');
  await makeContact(db, { tags: ['VIP', 'Fair'] });
  const filter = [
    ['tags', 'has', ['VIP', 'Fair']],
    ['jobTitle', 'is', ['VIP']],
  ];
  await sql`insert into workspace.saved_views (id, noun, name, owner_id, state)
    values (${newId()}, 'contacts', 'Mine', ${who.id}, ${JSON.stringify({ filter, sort: 'name' })}::jsonb)`.execute(
    db,
  );
  const tree = {
    match: 'all' as const,
    items: [{ source: 'contact', field: 'tags', operator: 'has', value: ['VIP'] }],
  };
  const kept = await createSegment(db, system, { name: 'Kept', kind: 'live', tree });
  const away = await createSegment(db, system, { name: 'Away', kind: 'live', tree });
  await archiveSegment(db, system, away.id);
  await renameTag(db, system, await idOf(db, 'VIP'), { name: 'Key account' });
  expect(await db.selectFrom('workspace.saved_views').select('state').executeTakeFirst()).toEqual({
    state: {
      sort: 'name',
      filter: [
        ['tags', 'has', ['Key account', 'Fair']],
        ['jobTitle', 'is', ['VIP']],
      ],
    },
  });
  for (const { id } of [kept, away])
    expect((await findSegment(db, id)).tree?.items).toMatchObject([{ value: ['Key account'] }]);
});

test('over the API everybody reads tags, and managers change them', async ({ db }) => {
  const app = await testApp(testHouse(db), [audience]);
  const manager = await signIn(app, await actor(db, 'marketing_manager'));
  const rep = await signIn(app, await actor(db, 'rep'));
  await makeContact(db, { tags: ['VIP'] });
  const listed = await app.inject({ url: '/api/tags', headers: rep });
  expect(listed.json()).toMatchObject({
    items: [{ name: 'VIP', contacts: { count: 1, exact: true } }],
    next: null,
  });
  const suggested = await app.inject({ url: '/api/tag-suggestions?q=v', headers: rep });
  expect(suggested.json().items).toHaveLength(1);
  const url = `/api/tags/${listed.json().items[0].id}`;
  const rename = { method: 'PATCH', url, payload: { name: ' key  account ' } } as const;
  expect((await app.inject({ ...rename, headers: rep })).statusCode).toBe(403);
  expect((await app.inject({ ...rename, headers: manager })).statusCode).toBe(200);
  expect(await countsOf(db)).toEqual([['key account', 1, 0]]);
  expect((await app.inject({ method: 'DELETE', url, headers: manager })).statusCode).toBe(200);
  expect((await app.inject({ method: 'DELETE', url, headers: manager })).statusCode).toBe(404);
});
