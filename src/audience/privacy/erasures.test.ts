import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { system, type Role } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../../workspace/testing.ts';
import { audience } from '../audience.ts';
import { recordConsents } from '../consent/consents.ts';
import { editContact } from '../contacts.ts';
import { dismissDuplicate } from '../duplicates/duplicates.ts';
import { mergeContacts } from '../merge/merges.ts';
import { unmergeContacts } from '../merge/unmerges.ts';
import { makeContact } from '../testing.ts';
import { runCopy } from './copy.ts';
import { runOf } from './testing.ts';

async function apiOf(db: Db, role: Role) {
  const app = await testApp(testHouse(db), [audience]);
  const headers = await signIn(app, await actor(db, role));
  return (options: InjectOptions) => app.inject({ headers, ...options });
}

/** Every row of every table that has one of these texts anywhere in it. */
async function traces(db: Db, texts: string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      -- Who is to be judged and scored within the second: ids that are gone by then.
      and table_schema || '.' || table_name not in ('audience.segment_touched', 'scoring.touched')`.execute(
    db,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.raw(name)} as t where t::text ilike any(${texts.map((text) => `%${text}%`)})`.execute(
      db,
    );
    found.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return found;
}

test('of whom is erased nothing is left anywhere, but a receipt that names nobody', async ({ db }) => {
  const api = await apiOf(db, 'marketing_manager');
  const person = await makeContact(db, {
    givenName: 'Quentin',
    familyName: 'Vanishing',
    email: 'quentin@gone.example',
    phone: '+44 113 496 0182',
  });
  await editContact(db, system, person.id, { email: 'q.v@gone.example', jobTitle: 'Buyer' });
  await recordConsents(db, system, [
    {
      contactId: person.id,
      purpose: 'newsletter',
      channel: 'email',
      state: 'given',
      source: 'Quentin’s letter',
    },
  ]);
  const other = await makeContact(db, { givenName: 'Other' });
  const former = newId();
  await db
    .insertInto('audience.redirects')
    .values({ old_id: former, contact_id: person.id, made_at: new Date() })
    .execute();
  expect(await traces(db, ['quentin', 'gone.example', former])).not.toEqual([]);

  const reason = 'Asked by letter on 3 March';
  const erased = await api({
    method: 'POST',
    url: '/api/erasures',
    payload: { contactId: person.id, reason },
  });
  expect(erased.statusCode).toBe(201);
  expect(erased.json()).toMatchObject({
    reason,
    counts: { Contacts: 1, Identities: 2, 'Answers on consent': 1, Stages: 1 },
    remains: { files: 0, until: null },
  });
  expect(await traces(db, ['quentin', 'vanishing', 'gone.example', '4960182', former])).toEqual([]);
  expect((await api({ url: `/api/contacts/${person.id}` })).statusCode).toBe(404);
  expect((await api({ url: `/api/contacts/${other.id}` })).statusCode).toBe(200);

  const receiptsOf = async (subject: string) =>
    (await api({ url: `/api/erasures?subject=${encodeURIComponent(subject)}` })).json().items;
  expect(await receiptsOf(' Quentin@gone.example')).toMatchObject([{ reason }]);
  expect(await receiptsOf('+44 113 496 0182')).toMatchObject([{ reason }]);
  expect(await receiptsOf('other@gone.example')).toEqual([]);
});

test('nor in the history of those they were taken for, nor in the copies that were made', async ({ db }) => {
  const api = await apiOf(db, 'admin');
  const person = await makeContact(db, { givenName: 'Quentin', email: 'quentin@gone.example' });
  const [bea, cleo] = [
    await makeContact(db, { givenName: 'Bea' }),
    await makeContact(db, { givenName: 'Cleo' }),
  ];
  const { id } = await mergeContacts(db, system, { keptId: bea.id, goneId: person.id });
  await unmergeContacts(db, system, id);
  await sql`insert into audience.duplicate_suggestions (id, one_id, other_id, weight, reasons, state, found_at)
    select ${id}::uuid, least(a, b), greatest(a, b), 5, '[]', 'open', now()
    from (select ${person.id}::uuid as a, ${cleo.id}::uuid as b) as pair`.execute(db);
  await dismissDuplicate(db, system, id);
  const url = `/api/contacts/${person.id}/copies`;
  const { id: operation } = (await api({ method: 'POST', url, payload: {} })).json();
  const job = { operationId: operation, contactId: person.id, format: 'json' } as const;
  const { result } = await runCopy(job, runOf(db));
  await db
    .updateTable('platform.operations')
    .set({ result: JSON.stringify(result) })
    .where('id', '=', operation)
    .execute();

  const payload = { contactId: person.id, reason: 'Asked' };
  const erased = await api({ method: 'POST', url: '/api/erasures', payload });
  expect(erased.json()).toMatchObject({ counts: { 'Copies of all data': 1 }, remains: { files: 0 } });
  expect(await traces(db, ['quentin', 'gone.example'])).toEqual([]);
  const about = db.selectFrom('platform.events').where('subject_id', '=', bea.id);
  expect(
    await about.where('name', '=', 'contact.merged').select('changes').orderBy('position').execute(),
  ).toEqual([{ changes: {} }]);
});

test('only those who answer for privacy erase, and they say why', async ({ db }) => {
  const { id: contactId } = await makeContact(db);
  const erase = async (role: Role, reason: string) =>
    (await apiOf(db, role))({ method: 'POST', url: '/api/erasures', payload: { contactId, reason } });
  expect((await erase('rep', 'x')).statusCode).toBe(403);
  expect((await erase('sales_manager', 'x')).statusCode).toBe(403);
  const refused = await erase('admin', ' ');
  expect(refused.json().errors).toMatchObject([
    { field: 'reason', message: 'Say why, for example “Asked by e-mail on 3 March”.' },
  ]);
  expect(
    await db.selectFrom('audience.contacts').select('id').where('id', '=', contactId).execute(),
  ).toHaveLength(1);
});
