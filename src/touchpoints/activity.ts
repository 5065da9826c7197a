import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { isTouch } from './kind.ts';
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

/** Adds a batch to what the contacts' touchpoints add up to; the same whatever order batches come in. */
export async function rollUp(db: Db, rows: Row[]): Promise<void> {
  const sums = sumUp(rows);
  if (sums.length === 0) return;
  const column = <T>(read: (sum: Sum) => T) => sums.map(read);
  await sql`
    insert into touchpoints.activity as a (contact_id, touch_count, first_touch_at, last_touch_at,
      first_channel_at, first_channel, last_channel_at, last_channel)
    select * from unnest(
      ${column((sum) => sum.contactId)}::uuid[], ${column((sum) => sum.count)}::bigint[],
      ${column((sum) => sum.first)}::timestamptz[], ${column((sum) => sum.last)}::timestamptz[],
      ${column((sum) => sum.firstOn?.[0] ?? null)}::timestamptz[], ${column((sum) => sum.firstOn?.[1] ?? null)}::text[],
      ${column((sum) => sum.lastOn?.[0] ?? null)}::timestamptz[], ${column((sum) => sum.lastOn?.[1] ?? null)}::text[])
    ${onConflict}`.execute(db);
}

/** What the visitors had becomes the contacts' they turned out to be. */
export async function moveActivity(db: Db, absorbed: Map<string, string>): Promise<void> {
  if (absorbed.size === 0) return;
  await sql`
    with gone as (
      delete from touchpoints.activity as t
      using unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (visitor, kept)
      where t.contact_id = a.visitor returning t.*, a.kept)
    insert into touchpoints.activity as a (contact_id, touch_count, first_touch_at, last_touch_at,
      first_channel_at, first_channel, last_channel_at, last_channel)
    select kept, sum(touch_count), min(first_touch_at), max(last_touch_at),
      min(first_channel_at), (array_agg(first_channel order by first_channel_at, first_channel collate "C"))[1],
      max(last_channel_at), (array_agg(last_channel order by last_channel_at desc nulls last, last_channel collate "C" desc))[1]
    from gone group by kept order by kept
    ${onConflict}`.execute(db);
}

const onConflict = sql`
  on conflict (contact_id) do update set
    touch_count = a.touch_count + excluded.touch_count,
    first_touch_at = least(a.first_touch_at, excluded.first_touch_at),
    last_touch_at = greatest(a.last_touch_at, excluded.last_touch_at),
    first_channel_at = least(a.first_channel_at, excluded.first_channel_at),
    first_channel = case
      when a.first_channel_at is null
        or (excluded.first_channel_at, excluded.first_channel collate "C") < (a.first_channel_at, a.first_channel collate "C")
      then excluded.first_channel else a.first_channel end,
    last_channel_at = greatest(a.last_channel_at, excluded.last_channel_at),
    last_channel = case
      when a.last_channel_at is null
        or (excluded.last_channel_at, excluded.last_channel collate "C") > (a.last_channel_at, a.last_channel collate "C")
      then excluded.last_channel else a.last_channel end`;

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
