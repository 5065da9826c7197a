import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { noTouchKinds } from '../kind.ts';
import { monthAfter } from './months.ts';
import { keeping } from './past.ts';
import { webKinds, type TouchRule } from './rule.ts';

/** Of a touchpoint; the time as a text, because the database counts finer than a program does. */
export type Key = { contactId: string; occurredAt: string; id: string };

export type Stretch = { day: string; rules: TouchRule[]; after: Key | null; rows: number };

export type Deleted = {
  contactIds: string[];
  kinds: string[];
  deleted: number;
  /** Where the next stretch begins; null when the month has no more. */
  last: Key | null;
};

/** Deletes what is due among the next rows of a month, along the key, and keeps what it adds up to. */
export async function deleteBetween(db: Db, stretch: Stretch): Promise<Deleted> {
  const { last, contactIds } = await stretchOf(db, stretch);
  if (contactIds.length === 0) return { contactIds, kinds: [], deleted: 0, last: null };
  // Nobody is absorbed or merged meanwhile: what they add up to would be left behind with nobody.
  await sql`select from audience.contacts where id = any(${contactIds}::uuid[]) order by id for key share`.execute(
    db,
  );
  const { rows } = await sql<Omit<Deleted, 'last'>>`
    with gone as (
      delete from touchpoints.touchpoints as t where ${inMonth(stretch.day)} and ${after(stretch.after)}
        and ${last === null ? sql`true` : sql`${key} <= ${row(last)}`} and ${isDue(stretch.rules)}
      returning contact_id, coalesce(origin_id, contact_id) as origin_id, occurred_at, kind, channel,
        kind <> all(${noTouchKinds}::text[]) as touch, kind = any(${webKinds}::text[]) as web),
    kept as (${pastOf(stretch.day)})
    select coalesce(array_agg(distinct contact_id), '{}') as "contactIds", count(*) as deleted,
      coalesce(array_agg(distinct kind), '{}') as kinds from gone`.execute(db);
  const [found = { contactIds: [], kinds: [], deleted: 0 }] = rows;
  return { ...found, last };
}

async function stretchOf(
  db: Db,
  { day, after: from, rows: most }: Stretch,
): Promise<{ last: Key | null; contactIds: string[] }> {
  const { rows } = await sql<{ contactIds: string[]; count: number; last: Key }>`
    with page as (
      select contact_id, occurred_at, id from touchpoints.touchpoints as t
      where ${inMonth(day)} and ${after(from)} order by contact_id, occurred_at, id limit ${most})
    select array(select distinct contact_id from page) as "contactIds", (select count(*) from page) as count,
      (select json_build_object('contactId', contact_id, 'occurredAt', occurred_at::text, 'id', id) from page
        order by contact_id desc, occurred_at desc, id desc limit 1) as last`.execute(db);
  const [page] = rows;
  return { last: page && page.count === most ? page.last : null, contactIds: page?.contactIds ?? [] };
}

const key = sql`(t.contact_id, t.occurred_at, t.id)`;

function row({ contactId, occurredAt, id }: Key): RawBuilder<unknown> {
  return sql`(${contactId}::uuid, ${occurredAt}::timestamptz, ${id}::uuid)`;
}

function after(from: Key | null): RawBuilder<unknown> {
  return from === null ? sql`true` : sql`${key} > ${row(from)}`;
}

/** So that only the partition of this month is read and locked. */
function inMonth(day: string): RawBuilder<unknown> {
  return sql`t.occurred_at >= ${`${day} 00:00:00+00`}::timestamptz
    and t.occurred_at < ${`${monthAfter(day)} 00:00:00+00`}::timestamptz`;
}

function isDue(rules: TouchRule[]): RawBuilder<unknown> {
  if (rules.length > 1) return sql`true`;
  return rules.includes('web') ? sql`kind = any(${webKinds}::text[])` : sql`kind <> all(${webKinds}::text[])`;
}

/** Of those who are still there: what nobody's touchpoints added up to, nobody asks for. */
function pastOf(day: string): RawBuilder<unknown> {
  const before = sql`${monthAfter(day)}::date`;
  const on = sql.raw(`filter (where touch and channel is not null)`);
  const channel = (edge: 'asc' | 'desc') =>
    sql`(array_agg(channel order by occurred_at ${sql.raw(edge)}, channel collate "C" ${sql.raw(edge)}) ${on})[1]`;
  return keeping(sql`
    select g.contact_id, g.origin_id, count(*) filter (where touch), min(occurred_at) filter (where touch),
      max(occurred_at) filter (where touch), min(occurred_at) ${on}, ${channel('asc')}, max(occurred_at) ${on},
      ${channel('desc')}, max(${before}) filter (where web), max(${before}) filter (where not web)
    from gone as g join audience.contacts as c on c.id = g.contact_id
    group by 1, 2 order by 1, 2`);
}
