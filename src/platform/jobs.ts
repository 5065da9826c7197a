import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import {
  parseCronItems,
  run,
  runMigrations,
  Logger,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import { system, type Actor } from './actor.ts';
import type { Db } from './db.ts';
import { emit } from './events.ts';
import { newId } from './ids.ts';
import { keepWorkerAlive } from './job-recovery.ts';
import type { Log } from './log.ts';
import { isAway, messageOf } from './refusal.ts';

/** Job name (`room.verb`) → payload. Every room adds its own in its `jobs.ts`, by declaration merging. */
export interface JobMap {}

export type JobName = keyof JobMap;

export type JobHandlers = {
  [Name in JobName]?: (payload: JobMap[Name], context: JobContext) => Promise<void>;
};

export type JobContext = {
  db: Db;
  log: Log;
  attempt: number;
  maxAttempts: number;
  /** Aborted when Tandem stops: long work leaves off at its next safe place and is taken up again after the start. */
  signal?: AbortSignal;
  /** Who somebody that started an operation is by now. Absent only in tests of the work itself. */
  starterOf?: StarterOf;
};

/** Who started work of this kind: with the role and teams of now, or an error that says why they may not any more. */
export type StarterOf = (db: Db, starter: Starter) => Promise<Actor>;

export type Starter = { kind: Actor['kind']; id: string | null; name: string; work: string };

declare module './events.ts' {
  interface EventMap {
    'job.failed': { jobId: string; job: string; error: string };
  }
}

/** A job on a timetable, in cron's words and UTC: all of them stand in `schedules.ts`. */
export type Schedule = { cron: string; job: JobName };

export type JobOptions = {
  runAt?: Date;
  maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  /** A second job with the same key replaces the first while that one is waiting. */
  key?: string;
};

/** Enqueues in the transaction of the write that needs the job: no write without its job, no job without its write. */
export async function enqueue<Name extends JobName>(
  db: Db,
  name: Name,
  payload: JobMap[Name],
  options: JobOptions = {},
): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      identifier => ${name},
      payload => ${JSON.stringify(payload)}::json,
      queue_name => ${options.queue ?? null},
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? null}::int,
      job_key => ${options.key ?? null})`.execute(db);
}

export type Worker = { stop: () => Promise<void> };

/** Runs jobs until `stop()`; a job that throws is tried again with back-off, up to its attempts. */
export async function startWorker(options: {
  db: Db;
  pool: pg.Pool;
  log: Log;
  handlers: JobHandlers;
  schedules: Schedule[];
  starterOf: StarterOf;
  concurrency?: number;
}): Promise<Worker> {
  const stopping = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  const alive: (() => Promise<void>)[] = [];
  const pools: string[] = [];
  events.on('pool:create', ({ workerPool }) => {
    pools.push(workerPool.id);
    alive.push(keepWorkerAlive(options.db, workerPool.id, options.log));
  });
  const runner = await run({
    pgPool: options.pool,
    concurrency: options.concurrency ?? 3,
    noHandleSignals: true,
    pollInterval: 5_000,
    logger: workerLogger(options.log),
    taskList: taskList(options, stopping.signal),
    // Not as a crontab: in one, a job's name may have no dot.
    parsedCronItems: parseCronItems(options.schedules.map(({ cron, job }) => ({ match: cron, task: job }))),
    events,
  });
  return {
    async stop() {
      stopping.abort();
      await runner.stop();
      // With the database gone there is nothing to wait for.
      await resultsWritten(options.db, pools).catch(() => undefined);
      for (const end of alive) await end();
    },
  };
}

const RESULT_MS = 5_000;

/**
 * The runner does not wait for what it writes of the last jobs. Who ends before that leaves them locked, to be done once
 * more when the worker counts as dead.
 */
async function resultsWritten(db: Db, pools: string[]): Promise<void> {
  for (const end = Date.now() + RESULT_MS; Date.now() < end; await pause(10)) {
    const { rows } = await sql<{ left: boolean }>`
      select exists (select from graphile_worker._private_jobs where locked_by = any(${pools}::text[])) as left`.execute(
      db,
    );
    if (!rows[0]?.left) return;
  }
}

/** The queue's own tables; part of `migrate`. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
}

type Tasks = { db: Db; log: Log; handlers: JobHandlers; starterOf: StarterOf };

function taskList(options: Tasks, signal: AbortSignal): TaskList {
  const { db, log, handlers, starterOf } = options;
  const tasks: TaskList = {};
  for (const [name, handler] of Object.entries(handlers)) {
    const handle = handler as (payload: unknown, context: JobContext) => Promise<void>;
    tasks[name] = async (payload, { job }) => {
      try {
        const { attempts: attempt, max_attempts: maxAttempts } = job;
        await handle(payload, { db, log, attempt, maxAttempts, signal, starterOf });
      } catch (error) {
        await untilThere(db, signal);
        if (job.attempts >= job.max_attempts) await reportFailure(db, { jobId: job.id, job: name, error });
        throw error;
      }
    };
  }
  return tasks;
}

const PAUSE_MS = 300;

/**
 * The queue writes down that a job failed, and nobody minds when that fails, too: with the database gone it would end
 * the process. So the job fails once the database is back.
 */
async function untilThere(db: Db, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isThere = await sql`select 1`.execute(db).then(
      () => true,
      (error: unknown) => !isAway(error),
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** After its last attempt nobody tries a job again by itself: somebody has to know. */
async function reportFailure(db: Db, failed: { jobId: string; job: string; error: unknown }): Promise<void> {
  const payload = { jobId: failed.jobId, job: failed.job, error: messageOf(failed.error) };
  await emit(db, system, [{ name: 'job.failed', subject: { kind: 'job', id: newId() }, payload }]);
}

function workerLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    if (level === 'error') log.error({ job: scope.taskIdentifier, jobId: scope.jobId, ...meta }, message);
    else if (level === 'warning') log.warn({ job: scope.taskIdentifier, ...meta }, message);
    else log.debug({ job: scope.taskIdentifier }, message);
  });
}
