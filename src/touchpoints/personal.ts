import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { ListenerMap } from '../platform/listeners.ts';
import type { Headings } from '../platform/personal-data.ts';
import { kinds } from './kind.ts';

const ROWS_PER_QUERY = 10_000;

/** Nothing of these people is left here: neither what they did, nor what a machine did in what may be their name. */
export async function forgetPeople(db: Db, { ids, count }: ListenerMap['contacts.erased']): Promise<void> {
  const gone = async (what: string, statement: ReturnType<typeof sql>) =>
    count(what, Number((await statement.execute(db)).numAffectedRows ?? 0));
  const theirs = sql`any(${ids}::uuid[])`;
  const origins = sql`select old_id from audience.redirects where contact_id = ${theirs} union all select unnest(${ids}::uuid[])`;
  await gone('Touchpoints', sql`delete from touchpoints.touchpoints where contact_id = ${theirs}`);
  await gone(
    'Messages that could not be stored',
    sql`delete from touchpoints.inbox as i where ${waitingOf(ids)}`,
  );
  await gone('Visits held to be a machine’s', sql`delete from touchpoints.bot_hits where ${ofPeople(ids)}`);
  await sql`delete from touchpoints.past_activity where contact_id = ${theirs}`.execute(db);
  await sql`delete from touchpoints.activity where contact_id = ${theirs}`.execute(db);
  await sql`delete from touchpoints.moves where origin_id in (${origins})`.execute(db);
}

/** All that is kept here about these people, for the copy they may ask for. */
export async function personalData(db: Db, contactIds: string[]): Promise<Headings> {
  return {
    Touchpoints: await touchpointsOf(db, contactIds),
    'Touchpoints that are not kept any more': await pastOf(db, contactIds),
    'Messages that could not be stored': await waitingMessagesOf(db, contactIds),
    'Visits held to be a machine’s': await machineVisitsOf(db, contactIds),
  };
}

/** Page by page along the key: one answer with all of a busy person's would be held twice. */
async function touchpointsOf(db: Db, contactIds: string[]): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  let after = sql`true`;
  for (;;) {
    const { rows } = await sql<Key & { words: Record<string, unknown> }>`
      select t.contact_id, t.occurred_at::text as occurred_at, t.id, json_strip_nulls(json_build_object(
        'When', t.occurred_at, 'What', coalesce(k.label, d.label, t.kind), 'About', t.name, 'Channel', t.channel,
        'Campaign', t.campaign, 'With', t.actor_name, 'Value in minor units', t.value, 'Currency', t.currency,
        'Told by', s.name, 'Received', t.received_at, 'More', nullif(t.properties, '{}'))) as words
      from touchpoints.touchpoints as t
      join touchpoints.sources as s on s.id = t.source_id
      left join json_to_recordset(${labels}::json) as k (kind text, label text) on k.kind = t.kind
      left join touchpoints.kinds as d on d.kind = t.kind
      where t.contact_id = any(${contactIds}::uuid[]) and ${after}
      order by t.contact_id, t.occurred_at, t.id limit ${ROWS_PER_QUERY}`.execute(db);
    for (const { words } of rows) all.push(words);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_PER_QUERY) return all;
    after = sql`(t.contact_id, t.occurred_at, t.id) >
      (${last.contact_id}::uuid, ${last.occurred_at}::timestamptz, ${last.id}::uuid)`;
  }
}

type Key = { contact_id: string; occurred_at: string; id: string };

const labels = JSON.stringify(Object.entries(kinds).map(([kind, { label }]) => ({ kind, label })));

/** What the retention rules left of them. */
async function pastOf(db: Db, contactIds: string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ words: Record<string, unknown> }>`
    select json_strip_nulls(json_build_object('How many', touch_count, 'First', first_touch_at, 'Last', last_touch_at,
      'First channel', first_channel, 'Last channel', last_channel)) as words
    from touchpoints.past_activity where contact_id = any(${contactIds}::uuid[]) order by first_touch_at`.execute(
    db,
  );
  return rows.map(({ words }) => words);
}

async function machineVisitsOf(db: Db, contactIds: string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ words: Record<string, unknown> }>`
    select json_build_object('When', received_at, 'Why', reason, 'What', message) as words
    from touchpoints.bot_hits where ${ofPeople(contactIds)} order by received_at`.execute(db);
  return rows.map(({ words }) => words);
}

async function waitingMessagesOf(db: Db, contactIds: string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ words: Record<string, unknown> }>`
    select json_build_object('When', i.received_at, 'What', i.arrivals::json -> 0) as words
    from touchpoints.inbox as i where ${waitingOf(contactIds)} order by i.received_at`.execute(db);
  return rows.map(({ words }) => words);
}

/**
 * What was set aside in the inbox `i`, each by itself there: found by whom the message names. All else in it is stored
 * within the second, and found there.
 */
function waitingOf(ids: string[]) {
  const named = (field: string) => sql`i.arrivals::json -> 0 -> 'person' ->> ${sql.lit(field)}`;
  const space = sql`(select s.id_space from touchpoints.sources as s where s.id = i.source_id)`;
  return sql`i.size = 1 and (${named('contactId')} = any(${ids}::text[]) or array[
    'email ' || lower(${named('email')}), 'user ' || ${space} || ':' || (${named('userId')}),
    'anonymous ' || ${space} || ':' || (${named('anonymousId')})] && array(${keysOf(ids)}))`;
}

/** Found by what these people are recognised by, or were before they were deleted. */
function ofPeople(ids: string[]) {
  return sql`keys && array(${keysOf(ids)})`;
}

function keysOf(ids: string[]) {
  const keysIn = (table: string) =>
    sql`select kind || ' ' || value from ${sql.table(table)} where contact_id = any(${ids}::uuid[])`;
  return sql`${keysIn('audience.identities')} union all ${keysIn('audience.released_identities')}`;
}
