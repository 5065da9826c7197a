import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { Db } from './db.ts';
import type { Log } from './log.ts';
import { goRound } from './rounds.ts';

/**
 * graphile-worker leaves the jobs of a killed process locked for four hours. So every worker pool says that it is
 * alive, and whoever is alive gives the jobs of one that fell silent back to the queue: within half a minute of a
 * `kill -9`. By the database's clock, the only one that all processes share.
 */

const BEAT_MS = 5_000;
const SILENT_SECONDS = 20;

/** Beats and looks for the dead until the returned function is called. */
export function keepWorkerAlive(db: Db, pool: string, log: Log): () => Promise<void> {
  const rounds = goRound({
    round: async () => {
      // First itself: after a laptop's sleep it is not its own victim.
      await beat(db, pool);
      const given = await giveBackLostJobs(db);
      if (given > 0) log.warn({ jobs: given }, 'took up the jobs of a worker that is gone');
      return BEAT_MS;
    },
    gatherMs: 0,
    failed: (error) => log.debug({ err: error }, 'could not beat'),
  });
  return async () => {
    await rounds.stop();
    await db
      .deleteFrom('platform.workers')
      .where('pool', '=', pool)
      .execute()
      .catch(() => undefined);
  };
}

export async function beat(db: Db, pool: string): Promise<void> {
  await db
    .insertInto('platform.workers')
    .values({ pool, host: hostname(), pid: process.pid })
    .onConflict((conflict) => conflict.column('pool').doUpdateSet({ seen_at: sql`clock_timestamp()` }))
    .execute();
}

/** Unlocks what is held by pools nobody has heard of for a while. Returns how many jobs were given back. */
export async function giveBackLostJobs(db: Db): Promise<number> {
  const silence = sql`clock_timestamp() - make_interval(secs => ${SILENT_SECONDS})`;
  await sql`delete from platform.workers where seen_at < ${silence}`.execute(db);
  // Only locks older than the silence: a pool that has just started may not have beaten yet.
  const { rows } = await sql<{ pool: string; jobs: number }>`
    with held as (
      select locked_by as pool, locked_at, 1 as job from graphile_worker._private_jobs where locked_by is not null
      union all
      select locked_by, locked_at, 0 from graphile_worker._private_job_queues where locked_by is not null)
    select pool, sum(job) as jobs from held
    where locked_at < ${silence} and pool not in (select pool from platform.workers)
    group by pool`.execute(db);
  if (rows.length === 0) return 0;
  const gone = rows.map(({ pool }) => pool);
  await sql`
    update graphile_worker._private_jobs
    set last_error = 'The process that ran this job was ended.'
    where locked_by = any(${gone}::text[]) and attempts >= max_attempts`.execute(db);
  await sql`select graphile_worker.force_unlock_workers(${gone}::text[])`.execute(db);
  return rows.reduce((sum, { jobs }) => sum + jobs, 0);
}
