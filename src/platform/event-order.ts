import { sql } from 'kysely';
import type { Db } from './db.ts';

/**
 * The order of events is that of their positions, which are given out before commit. A reader that simply went on from
 * the last position it saw would step over an event whose transaction was still open.
 *
 * So a transaction takes a lock before its first event. The lock shuts nobody out; it is a sign, "I am writing behind
 * position n", that everybody sees in `pg_locks` until the transaction has ended. A reader goes as far as the lowest
 * sign. (Comparing transaction numbers would do too, but those are shared by all databases of a server: anybody's long
 * transaction would stop us, and a backup restored into another server would be read wrongly.)
 */

/** NOTIFY channel that wakes the readers of the outbox; carries the name of the events where it is all of one kind, or nothing. */
export const EVENTS_CHANNEL = 'tandem_events';

/**
 * First half of the lock's key, any number; the second half is the position, of which only 31 bits fit. The sign is put
 * up by `platform.write_events` in the database, which knows both numbers, too.
 */
const SIGN = 7_305_818;
const WRAP = 2 ** 31;

const lastPosition = sql<number>`(select last_value - (not is_called)::int from platform.events_position_seq)`;

export type Readable = {
  /** Every event up to here is committed or will never be. */
  upTo: number;
  /** Somebody is still writing behind it. */
  pending: boolean;
};

/**
 * How far may be read, by statements after this one. Two statements, in this order: whoever puts up the sign after the
 * second one is given positions beyond what the first one saw.
 */
export async function readableUpTo(db: Db): Promise<Readable> {
  const { rows } = await sql<{ last: number }>`select ${lastPosition} as last`.execute(db);
  const last = rows[0]?.last ?? 0;
  const signs = await sql<{ behind: number | null }>`
    select max(behind) as behind from (
      select mod(mod(${last}::bigint - objid::bigint, ${WRAP}::bigint) + ${WRAP}::bigint, ${WRAP}::bigint) as behind
      from pg_locks
      where locktype = 'advisory' and classid = ${SIGN} and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())
        -- One's own events can be read by oneself.
        and pid is distinct from pg_backend_pid()) as sign
    -- More than half a turn behind is in truth ahead: a sign put up since the first statement.
    where behind < ${WRAP / 2}::bigint`.execute(db);
  const behind = signs.rows[0]?.behind ?? 0;
  return { upTo: last - behind, pending: behind > 0 };
}
