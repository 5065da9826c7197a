import { sql } from 'kysely';
import { transaction, type Db } from '../platform/db.ts';

/**
 * In a transaction whose statements PostgreSQL does not compile first. Ours look up a little for each of few rows; before
 * the tables are analysed the planner expects many, and compiling for those took 1.2 s where the statement takes 3 ms.
 */
export async function uncompiled<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return transaction(db, async (trx) => {
    await sql`select set_config('jit', 'off', true)`.execute(trx);
    return work(trx);
  });
}
