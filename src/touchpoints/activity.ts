import { sql, type RawBuilder } from 'kysely';
import { plainArray, sparseArray, textArray } from '../platform/arrays.ts';
import type { Db } from '../platform/db.ts';
import { isTouch, noTouchKinds } from './kind.ts';
import type { Row } from './rows.ts';

type Sum = {
  contactId: string;
  count: number;
  first: string;
  last: string;
  firstOn: On | null;
  lastOn: On | null;
};
/** When and on which channel, comparable as it stands: of two at the same moment, one order decides. */
type On = [at: string, channel: string];

/** Adds a batch to what the contacts' touchpoints add up to, as part of a statement; nothing when there is no touch. */
export function addingUp(rows: Row[]): RawBuilder<void>[] {
  const sums = sumUp(rows);
  if (sums.length === 0) return [];
  const at = (read: (sum: Sum) => On | null) => sums.map((sum) => read(sum)?.[0] ?? null);
  const channel = (read: (sum: Sum) => On | null) => sums.map((sum) => read(sum)?.[1] ?? null);
  return [
    sql`touchpoints.add_up(${plainArray(sums.map(({ contactId }) => contactId))},
      ${plainArray(sums.map(({ count }) => count))}, ${plainArray(sums.map(({ first }) => first))},
      ${plainArray(sums.map(({ last }) => last))},
      ${sparseArray(
        at(({ firstOn }) => firstOn),
        plainArray,
      )}, ${sparseArray(
        channel(({ firstOn }) => firstOn),
        textArray,
      )},
      ${sparseArray(
        at(({ lastOn }) => lastOn),
        plainArray,
      )}, ${sparseArray(
        channel(({ lastOn }) => lastOn),
        textArray,
      )})`,
  ];
}

/** What the visitors had becomes the contacts' they turned out to be. */
export async function moveActivity(db: Db, absorbed: Map<string, string>): Promise<void> {
  if (absorbed.size === 0) return;
  await sql`
    with gone as (
      delete from touchpoints.activity as t
      using unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (visitor, kept)
      where t.contact_id = a.visitor returning t.*, a.kept),
    sums as (
      select kept, sum(touch_count)::bigint as count, min(first_touch_at) as first, max(last_touch_at) as last,
        min(first_channel_at) as first_at,
        (array_agg(first_channel order by first_channel_at, first_channel collate "C"))[1] as first_channel,
        max(last_channel_at) as last_at, (array_agg(last_channel
          order by last_channel_at desc nulls last, last_channel collate "C" desc))[1] as last_channel
      from gone group by kept)
    select touchpoints.add_up(array_agg(kept order by kept), array_agg(count order by kept),
      array_agg(first order by kept), array_agg(last order by kept),
      array_agg(first_at order by kept), array_agg(first_channel order by kept),
      array_agg(last_at order by kept), array_agg(last_channel order by kept))
    from sums having count(*) > 0`.execute(db);
}

/** Adds up anew all that these contacts have, and what they had before the retention rules deleted it. */
export async function addUpAgain(db: Db, contactIds: string[]): Promise<void> {
  const on = (edge: 'first' | 'last', order: 'asc' | 'desc') =>
    sql.raw(`(array_agg(${edge}_channel order by ${edge}_channel_at ${order}, ${edge}_channel collate "C" ${order})
    filter (where ${edge}_channel is not null))[1]`);
  const back = sql.raw(`here and first_touch_at - before >= interval '30 days'`);
  await sql`delete from touchpoints.activity where contact_id = any(${contactIds}::uuid[])`.execute(db);
  await sql`
    insert into touchpoints.activity (contact_id, touch_count, first_touch_at, last_touch_at, first_channel_at,
      first_channel, last_channel_at, last_channel, silent_since, came_back_at)
    select contact_id, sum(touch_count), min(first_touch_at), max(last_touch_at),
      min(first_channel_at), ${on('first', 'asc')}, max(last_channel_at), ${on('last', 'desc')},
      max(before) filter (where ${back}), max(first_touch_at) filter (where ${back})
    from (
      select *, max(last_touch_at) over (partition by contact_id order by first_touch_at
        rows between unbounded preceding and 1 preceding) as before
      from (${touches(contactIds)} union all ${pastTouches(contactIds)}) as t) as t
    group by contact_id`.execute(db);
}

/** Each as what adds up to itself. */
function touches(contactIds: string[]): RawBuilder<unknown> {
  return sql`
    select contact_id, 1 as touch_count, occurred_at as first_touch_at, occurred_at as last_touch_at,
      case when channel is not null then occurred_at end as first_channel_at, channel as first_channel,
      case when channel is not null then occurred_at end as last_channel_at, channel as last_channel, true as here
    from touchpoints.touchpoints
    where contact_id = any(${contactIds}::uuid[]) and kind <> all(${noTouchKinds}::text[])`;
}

function pastTouches(contactIds: string[]): RawBuilder<unknown> {
  return sql`
    select contact_id, touch_count, first_touch_at, last_touch_at, first_channel_at, first_channel, last_channel_at,
      last_channel, false from touchpoints.past_activity
    where contact_id = any(${contactIds}::uuid[]) and touch_count > 0`;
}

function sumUp(rows: Row[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { contactId, occurredAt, kind, channel } of rows) {
    if (!isTouch(kind)) continue;
    const at = occurredAt.toISOString();
    const on: On | null = channel ? [at, channel] : null;
    const sum = sums.get(contactId);
    if (sum) add(sum, at, on);
    else sums.set(contactId, { contactId, count: 1, first: at, last: at, firstOn: on, lastOn: on });
  }
  return [...sums.values()].toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1));
}

function add(sum: Sum, at: string, on: On | null): void {
  sum.count += 1;
  if (at < sum.first) sum.first = at;
  if (at > sum.last) sum.last = at;
  if (on && (!sum.firstOn || isBefore(on, sum.firstOn))) sum.firstOn = on;
  if (on && (!sum.lastOn || isBefore(sum.lastOn, on))) sum.lastOn = on;
}

function isBefore(one: On, other: On): boolean {
  return one[0] === other[0] ? one[1] < other[1] : one[0] < other[0];
}
