import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Figure } from '../contract.ts';

/** Counting stops here: about 15 ms of an index. More than that is told as "more than 10,000". */
export const MOST_COUNTED = 10_000;

/** How many rows a query has, as far as that can be counted in a moment. `select 1 from … where …` */
export async function countUpTo(db: Db, rows: RawBuilder<unknown>): Promise<Figure> {
  const counted = await sql<{ count: number }>`
    select count(*) as count from (${rows} limit ${MOST_COUNTED + 1}) as few`.execute(db);
  const count = counted.rows[0]?.count ?? 0;
  return { count: Math.min(count, MOST_COUNTED), exact: count <= MOST_COUNTED };
}
