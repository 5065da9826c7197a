import { sql } from 'kysely';
import { transaction, type Db } from '../../platform/db.ts';

/**
 * Reads with the just-in-time compiler off: with dozens of counts and percentiles in one statement it took 1.3 s of the
 * 3.5 s that a hundred thousand people cost, and the plan is used once.
 */
export function uncompiled<T>(db: Db, read: (trx: Db) => Promise<T>): Promise<T> {
  return transaction(db, async (trx) => {
    await sql`select set_config('jit', 'off', true)`.execute(trx);
    return read(trx);
  });
}
