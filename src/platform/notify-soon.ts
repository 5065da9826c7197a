import { sql } from 'kysely';
import type { Db } from './db.ts';

/**
 * A NOTIFY that goes out so long after it was first asked for, once for all who ask meanwhile: commits that notify queue up
 * for it. Lost with this process; whoever listens looks by themselves before long.
 */
export function notifySoon(channel: string, ms: number): (db: Db, payload?: string) => void {
  const waiting = new WeakSet<Db>();
  return (db, payload = '') => {
    if (waiting.has(db)) return;
    waiting.add(db);
    const notify = async () => {
      waiting.delete(db);
      await sql`select pg_notify(${channel}, ${payload})`.execute(db).catch(() => undefined);
    };
    setTimeout(() => void notify(), ms).unref();
  };
}
