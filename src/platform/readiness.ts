import type pg from 'pg';
import { pendingMigrations } from './migrations.ts';
import { messageOf } from './refusal.ts';

type Readiness = {
  ready: boolean;
  database: 'ok' | 'away';
  migrations: 'ok' | 'pending' | 'unknown';
  queue: Queue | undefined;
  detail?: string;
};

export type Queue = { waiting: number; running: number; failed: number; oldestSeconds: number };

/** What Tandem needs to answer requests. A long queue is shown, not judged: pages work without jobs. */
export async function readiness(pool: pg.Pool): Promise<Readiness> {
  try {
    const [pending, queue] = await Promise.all([pendingMigrations(pool), readQueue(pool)]);
    const migrations = pending.length === 0 ? 'ok' : 'pending';
    return { ready: pending.length === 0, database: 'ok', migrations, queue };
  } catch (error) {
    return {
      ready: false,
      database: 'away',
      migrations: 'unknown',
      queue: undefined,
      detail: messageOf(error),
    };
  }
}

/** Jobs by state; `oldestSeconds` is how long the first of the due ones has been waiting. */
export async function readQueue(pool: pg.Pool): Promise<Queue> {
  const { rows } = await pool.query<Queue>(
    `select count(*) filter (where locked_at is null and attempts < max_attempts)::int as waiting,
            count(*) filter (where locked_at is not null)::int as running,
            count(*) filter (where locked_at is null and attempts >= max_attempts)::int as failed,
            coalesce(extract(epoch from now() - min(run_at) filter (
              where locked_at is null and attempts < max_attempts and run_at <= now())), 0)::int as "oldestSeconds"
     from graphile_worker.jobs`,
  );
  return rows[0] ?? { waiting: 0, running: 0, failed: 0, oldestSeconds: 0 };
}
