import { sql, type RawBuilder } from 'kysely';
import { transaction, type Db } from '../platform/db.ts';

/** Contacts whose ids are after the one and up to the other, and how many they are. */
export type Range = { after: string; upto: string; count: number };

/** Before every id. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
/** At once, each on a connection of its own: one of them counts while the other waits for the disk. */
const LANES = 2;

/** The next ranges of these ids, one a lane; none at the end. `ids` is SQL that selects `id`. */
export async function nextRanges(
  db: Db,
  ids: RawBuilder<unknown>,
  after: string,
  size: number,
): Promise<Range[]> {
  const ranges: Range[] = [];
  for (let from = after; ranges.length < LANES; from = ranges.at(-1)?.upto ?? from) {
    const range = (await fullRange(db, ids, from, size)) ?? (await lastRange(db, ids, from));
    if (!range) break;
    ranges.push(range);
  }
  return ranges;
}

/** Ids are skipped in the order of their index, and not numbered. At most `size` of them, however many there are. */
async function fullRange(db: Db, ids: RawBuilder<unknown>, after: string, size: number) {
  const { rows } = await sql<{ upto: string }>`
    select id as upto from (${ids}) as i where id > ${after}::uuid order by id offset ${size - 1} limit 1`.execute(
    db,
  );
  return rows[0] && { after, upto: rows[0].upto, count: size };
}

async function lastRange(db: Db, ids: RawBuilder<unknown>, after: string): Promise<Range | undefined> {
  const { rows } = await sql<{ upto: string; count: number }>`
    select id as upto, count(*) over () as count from (${ids}) as i where id > ${after}::uuid
    order by id desc limit 1`.execute(db);
  return rows[0] && { after, ...rows[0] };
}

/** Each range in a transaction of its own, all at once; within a transaction, which has one connection, in turn. */
export async function inLanes<T>(
  db: Db,
  ranges: readonly Range[],
  work: (trx: Db, range: Range) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  if (db.isTransaction) {
    for (const range of ranges) results.push(await transaction(db, (trx) => work(trx, range)));
    return results;
  }
  const ends = await Promise.allSettled(ranges.map((range) => transaction(db, (trx) => work(trx, range))));
  // Not before all have ended: whoever tries again must not meet them.
  for (const end of ends) {
    if (end.status === 'rejected') throw end.reason;
    results.push(end.value);
  }
  return results;
}

export function within(column: string, { after, upto }: Range): RawBuilder<boolean> {
  return sql<boolean>`${sql.raw(column)} > ${after}::uuid and ${sql.raw(column)} <= ${upto}::uuid`;
}
