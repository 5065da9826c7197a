import { sql } from 'kysely';
import { expect } from 'vitest';
import { forgetContacts } from './audience/audience.ts';
import { makeContact } from './audience/testing.ts';
import { assignHandoff, hotLead, moves, rep } from './handoff/testing.ts';
import { system } from './platform/actor.ts';
import type { Db } from './platform/db.ts';
import { newId } from './platform/ids.ts';
import { collectPersonalData } from './platform/personal-data.ts';
import { test } from './platform/testing/testing.ts';
import { makeDeal } from './pipeline/testing.ts';
import { rooms } from './rooms.ts';
import { notificationTeller } from './workspace/workspace.ts';

/**
 * Whatever table names a person is in the copy they may ask for, and is emptied when they are erased. The tables are read
 * from the database and filled by what their columns are, so that a new one is held to it the day it is made.
 */

/** How a column says whom a row is about. */
const PERSON = new Set(
  'contact_id contact_ids one_id kept_id gone_id other_id old_id origin_id record_id subject_id'.split(' '),
);

/** Not in the copy, and why. */
const untold: Record<string, string> = {
  'audience.company_merge_people': 'whom a merge of companies moved; where they work is in the copy',
  'audience.consent_states': 'adds up the answers on consent, which are',
  'audience.duplicate_checks': 'waits a second to be compared',
  'audience.duplicate_keys': 'is computed from the record',
  'audience.segment_dues': 'when a segment is looked at again',
  'audience.segment_pick_change_contacts': 'takes lists back; the lists are in the copy',
  'audience.segment_picks': 'the list stands among segments and lists',
  'audience.segment_touched': 'waits a second to be judged',
  'handoff.hand_overs': 'how an operation went, for as long as that is remembered',
  'handoff.merged': 'which hand-offs a merge moved',
  'handoff.strangers': 'waits a moment until it is known who it is',
  'sample.people': 'nobody is real there',
  'scoring.behind': 'waits a second to be scored',
  'scoring.touched': 'waits a second to be scored',
  'scoring.unforetold': 'waits to be foretold',
  'touchpoints.activity': 'adds up the touchpoints, which are',
  'touchpoints.imported': 'which touchpoints an import wrote, for 90 days',
  'touchpoints.moves': 'which touchpoints a merge moved',
};

/** In the copy without words of its own: something has to stand under this heading. */
const headings: Record<string, string> = {
  'audience.redirects': 'Known here before as',
  'audience.segment_members': 'Segments and lists',
  'audience.segment_moves': 'Came and went',
  'scoring.propensities': 'Propensities',
  'scoring.scores': 'Scores',
};

/** What stays after an erasure: that something happened (the id of nobody), and work that soon finds nobody any more. */
const staying = new Set([
  'audience.import_changes',
  'audience.segment_touched',
  'platform.events',
  'scoring.behind',
  'scoring.touched',
  'touchpoints.imported',
]);

/** Words that are not the person's: who did it, and of what product the nameless complaint was. */
const othersWords = new Set(['audience.segment_touched', 'handoff.field_notes', 'platform.events']);

/** Whose name does not say what it refers to. */
const parents: Record<string, string> = { 'scoring.propensities.model_id': 'scoring.propensity_models' };

/** Where a row has to be like that. */
const given: Record<string, Record<string, unknown>> = {
  'audience.import_changes': { record_kind: 'contact' },
  'audience.consents': { purpose: 'newsletter' },
  'scoring.models': { state: 'in_force' },
  'platform.events': { subject_kind: 'contact', name: 'contact.updated' },
  'audience.duplicate_suggestions': { other_id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' },
};

type Column = {
  table: string;
  name: string;
  type: string;
  required: boolean;
  of: string | null;
  allowed: string | null;
};

test('what is kept about a person is in their copy, and goes when they are erased', async ({ db }) => {
  const { id } = await makeContact(db, { email: 'traced@castellan.example' });
  const columns = await columnsOf(db);
  await liftChecks(db);
  const tables = [...new Set(columns.filter(({ name }) => PERSON.has(name)).map(({ table }) => table))];
  expect(tables.length).toBeGreaterThan(30);
  await sql`create table touchpoints.of_any_month partition of touchpoints.touchpoints default`.execute(db);
  await sql`create table scoring.of_any_version partition of scoring.scores default`.execute(db);
  await sql`set local session_replication_role = replica`.execute(db);
  const about = new Writer(db, columns, id);
  for (const table of tables) await about.write(table, traceOf(table));
  await sql`set local session_replication_role = origin`.execute(db);

  const copy = await collectPersonalData(db, [id]);
  const words = JSON.stringify(copy);
  const told = (table: string) =>
    words.includes(traceOf(table)) || (copy[headings[table] ?? '']?.length ?? 0) > 0;
  const missing = tables.filter((table) => !told(table) && !(table in untold));
  expect(missing, 'personalData of the room says nothing of').toEqual([]);

  await forgetContacts(db, system, [id]);
  const left: string[] = [];
  for (const table of tables) {
    const sought = [...(othersWords.has(table) ? [] : [traceOf(table)]), ...(staying.has(table) ? [] : [id])];
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(table)} as t
      where t::text like any(${sought.map((text) => `%${text}%`)})`.execute(db);
    left.push(...rows.map(({ row }) => `${table}: ${row}`));
  }
  expect(left, 'contacts.erased of the room leaves').toEqual([]);
});

test('what colleagues were told about somebody goes with them, whichever room told it', async ({ db }) => {
  const [hanna, jonas] = [await rep(db, 'Hanna'), await rep(db, 'Jonas')];
  const { id, contactId } = await hotLead(db, { givenName: 'Quirin', familyName: 'Zaubernuss' });
  await assignHandoff(db, hanna, id, jonas.id);
  await moves(db, { contactId, why: 'raised_hand', raisedHand: 'demo' });
  await makeDeal(db, { name: 'Zaubernuss, opening set', contactId, ownerId: jonas.id });
  const events = await db.selectFrom('platform.events').selectAll().orderBy('position').execute();
  const notices = rooms.flatMap((room) => room.notices ?? []);
  await notificationTeller(notices).handle(db, events);
  const titles = async () => {
    const rows = await db.selectFrom('workspace.notifications').select('title').execute();
    return rows.map(({ title }) => title).filter((title) => title.includes('Zaubernuss'));
  };
  expect((await titles()).length).toBeGreaterThan(3);
  const counts = await forgetContacts(db, system, [contactId]);
  expect(await titles()).toEqual([]);
  expect(counts['Notifications']).toBeGreaterThan(3);
  const { rows } = await sql`select from platform.events as e where e::text ilike '%zaubernuss%'`.execute(db);
  expect(rows, 'nor does the history say it').toEqual([]);
});

function traceOf(table: string): string {
  return `trace-${table}-`;
}

/** Rows made up from what their columns take; what they refer to is made up first. */
class Writer {
  readonly #parents = new Map<string, unknown>();
  readonly #db: Db;
  readonly #columns: Column[];
  readonly #person: string;

  constructor(db: Db, columns: Column[], person: string) {
    this.#db = db;
    this.#columns = columns;
    this.#person = person;
  }

  async write(table: string, trace: string): Promise<Record<string, unknown>> {
    const row: Record<string, unknown> = {};
    for (const column of this.#columns.filter((each) => each.table === table))
      row[column.name] = await this.#valueOf(column, trace);
    const own = Object.entries({ ...row, ...given[table] }).filter(([, value]) => value !== undefined);
    await sql`insert into ${sql.table(table)} (${sql.join(own.map(([name]) => sql.ref(name)))})
      values (${sql.join(own.map(([, value]) => value))}) on conflict do nothing`.execute(this.#db);
    return Object.fromEntries(own);
  }

  async #valueOf({ table, name, type, of, required, allowed }: Column, trace: string): Promise<unknown> {
    if (PERSON.has(name) && trace !== '') return type === 'uuid[]' ? [this.#person] : this.#person;
    const parent = parents[`${table}.${name}`] ?? of ?? this.#guessed(table, name);
    const hasId = this.#columns.some((each) => each.table === parent && each.name === 'id');
    if (parent && hasId && parent !== table && type === 'uuid') return this.#parent(parent);
    const choice = /\[?'([^']*)'::text/.exec(allowed ?? '')?.[1];
    if (choice) return required ? choice : undefined;
    if (type === 'uuid') return required || name === 'id' ? newId() : undefined;
    if (type === 'text') return `${trace}${newId()}`;
    if (type === 'text[]' && trace !== '') return [trace];
    if (type === 'jsonb') return JSON.stringify({ trace });
    if (!required) return undefined;
    if (type.startsWith('timestamp')) return new Date();
    if (type.endsWith('[]')) return [];
    return type === 'boolean' ? true : type === 'date' ? '2026-03-01' : 1;
  }

  /** Also where no key says so: between what grows by people there are none. */
  #guessed(table: string, name: string): string | undefined {
    const plural = `${table.split('.')[0] ?? ''}.${name.replace(/_id$/, 's')}`;
    return this.#columns.find((each) => each.table === plural)?.table;
  }

  async #parent(table: string): Promise<unknown> {
    if (!this.#parents.has(table)) {
      const there = await sql<{ id: string }>`select id from ${sql.table(table)} limit 1`.execute(this.#db);
      this.#parents.set(table, there.rows[0]?.id ?? (await this.write(table, ''))['id']);
    }
    return this.#parents.get(table);
  }
}

/** What columns must be to each other is not the point here, and rooms add to it; all of this is rolled back. */
async function liftChecks(db: Db): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement from pg_constraint
    where contype = 'c' and conrelid <> 0 and coninhcount = 0
      and connamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'graphile_worker')`.execute(
    db,
  );
  for (const { statement } of rows) await sql.raw(statement).execute(db);
}

async function columnsOf(db: Db): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select n.nspname || '.' || c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull and not a.atthasdef as required,
      (select fn.nspname || '.' || f.relname from pg_constraint as k
        join pg_class as f on f.oid = k.confrelid join pg_namespace as fn on fn.oid = f.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1) as of,
      (select pg_get_constraintdef(k.oid) from pg_constraint as k
        where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any(k.conkey)
        order by pg_get_constraintdef(k.oid) ~ '''::text' desc, k.oid limit 1) as allowed
    from pg_attribute as a join pg_class as c on c.oid = a.attrelid join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attidentity = ''
      and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
    order by 1, a.attnum`.execute(db);
  return rows;
}
