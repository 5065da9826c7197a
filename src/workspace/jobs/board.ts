import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import type { Job } from './contract.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    'job.retried': { jobId: string; job: string };
    'job.discarded': { jobId: string; job: string };
  }
}

export type JobCounts = Record<Job['state'], number>;

const stateOfJob = sql<Job['state']>`case
  when job.locked_at is not null then 'running'
  when job.attempts >= job.max_attempts then 'failed'
  when job.run_at > now() then 'scheduled'
  else 'queued' end`;

/** The newest first. */
export async function listJobs(
  db: Db,
  { state, before, limit }: { state?: Job['state'] | undefined; before?: string | undefined; limit: number },
): Promise<{ items: Job[]; next: string | null }> {
  const { rows } = await sql<Job>`
    select job.id::text, task.identifier as name, ${stateOfJob} as state, queue.queue_name as queue,
      job.attempts, job.max_attempts as "maxAttempts", job.run_at as "runAt", job.created_at as "createdAt",
      job.locked_at as "startedAt", worker.host || ' ' || worker.pid as worker, job.last_error as error,
      case when json_typeof(job.payload) = 'object'
        then array(select json_object_keys(job.payload)) else '{}' end as "payloadKeys"
    from graphile_worker._private_jobs as job
    join graphile_worker._private_tasks as task on task.id = job.task_id
    left join graphile_worker._private_job_queues as queue on queue.id = job.job_queue_id
    left join platform.workers as worker on worker.pool = job.locked_by
    where ${state ? sql`${stateOfJob} = ${state}` : sql`true`} and ${before ? sql`job.id < ${before}::bigint` : sql`true`}
    order by job.id desc
    limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function countJobs(db: Db): Promise<JobCounts> {
  const { rows } = await sql<{ state: Job['state']; count: number }>`
    select ${stateOfJob} as state, count(*) as count from graphile_worker._private_jobs as job group by 1`.execute(
    db,
  );
  const none: JobCounts = { queued: 0, scheduled: 0, running: 0, failed: 0 };
  return Object.assign(none, Object.fromEntries(rows.map(({ state, count }) => [state, count])));
}

/** Due now, with all its attempts again. */
export function retryJob(db: Db, who: Actor, id: string): Promise<void> {
  const retry = sql<{ name: string }>`
    update graphile_worker._private_jobs as job
    set run_at = now(), attempts = 0, last_error = null, updated_at = now()
    from graphile_worker._private_tasks as task
    where job.id = ${id}::bigint and task.id = job.task_id and job.locked_at is null
    returning task.identifier as name`;
  return changeJob(db, who, { id, change: retry, event: 'job.retried' });
}

/** Gone for good; what it should have done is not done. */
export function discardJob(db: Db, who: Actor, id: string): Promise<void> {
  const discard = sql<{ name: string }>`
    delete from graphile_worker._private_jobs as job
    using graphile_worker._private_tasks as task
    where job.id = ${id}::bigint and task.id = job.task_id and job.locked_at is null
    returning task.identifier as name`;
  return changeJob(db, who, { id, change: discard, event: 'job.discarded' });
}

type Change = { id: string; change: RawBuilder<{ name: string }>; event: 'job.retried' | 'job.discarded' };

async function changeJob(db: Db, who: Actor, { id, change, event }: Change): Promise<void> {
  await transaction(db, async (trx) => {
    const { rows } = await change.execute(trx);
    const [changed] = rows;
    if (!changed) return whyNot(trx, id);
    const payload = { jobId: id, job: changed.name };
    await emit(trx, who, [{ name: event, subject: { kind: 'job', id: newId() }, payload }]);
    await sql`select pg_notify('jobs:insert', '')`.execute(trx);
  });
}

async function whyNot(db: Db, id: string): Promise<never> {
  const { rows } = await sql`select from graphile_worker._private_jobs where id = ${id}::bigint`.execute(db);
  if (rows.length > 0) throw new Conflict('This job is running at the moment. Try again when it has ended.');
  throw new NotFound('This job is not there any more: it is done, or somebody discarded it.');
}
