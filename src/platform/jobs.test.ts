import { sql } from 'kysely';
import { afterEach, describe, expect, vi } from 'vitest';
import { system } from './actor.ts';
import type { Db } from './db.ts';
import { beat, giveBackLostJobs } from './job-recovery.ts';
import { enqueue, startWorker, type JobHandlers, type Worker } from './jobs.ts';
import { createLog } from './log.ts';
import { transaction } from './db.ts';
import { freshDatabase, test, type FreshDatabase } from './testing/testing.ts';

declare module './jobs.ts' {
  interface JobMap {
    'test.greet': { name: string };
  }
}

const log = createLog('silent');
let fresh: FreshDatabase | undefined;
let worker: Worker | undefined;

afterEach(async () => {
  await worker?.stop();
  await fresh?.close();
  worker = fresh = undefined;
});

async function open(handlers: JobHandlers): Promise<FreshDatabase> {
  fresh = await freshDatabase();
  worker = await startWorker({ ...fresh, log, handlers, schedules: [], starterOf: async () => system });
  return fresh;
}

test('a job is there when its transaction commits, and runs', async () => {
  const greeted: string[] = [];
  const { db } = await open({ 'test.greet': async ({ name }) => void greeted.push(name) });
  await transaction(db, async (trx) => {
    await enqueue(trx, 'test.greet', { name: 'Anna' });
    expect(greeted).toEqual([]);
  });
  await vi.waitFor(() => expect(greeted).toEqual(['Anna']), 9_000);
});

test('without the write there is no job', async ({ db }) => {
  const failing = transaction(db, async (trx) => {
    await enqueue(trx, 'test.greet', { name: 'Ben' }, { key: 'greet ben' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await jobsWithKey(db, 'greet ben')).toEqual([]);
});

test('a second job with the same key replaces the one that waits', async ({ db }) => {
  await enqueue(db, 'test.greet', { name: 'Anna' }, { key: 'greet' });
  await enqueue(db, 'test.greet', { name: 'Ben' }, { key: 'greet', maxAttempts: 4 });
  expect(await jobsWithKey(db, 'greet')).toMatchObject([{ payload: { name: 'Ben' }, max_attempts: 4 }]);
});

test('a job that throws keeps its error and waits for its next attempt; after the last one it is told', async () => {
  const { db } = await open({
    'test.greet': async ({ name }) => {
      throw new Error(`${name} is out`);
    },
  });
  await enqueue(db, 'test.greet', { name: 'Anna' }, { key: 'again', maxAttempts: 3 });
  await enqueue(db, 'test.greet', { name: 'Ben' }, { key: 'once', maxAttempts: 1 });
  // Asked for before the worker listens, a job waits for the next round of polling: five seconds.
  await vi.waitFor(async () => {
    expect(await jobsWithKey(db, 'again')).toMatchObject([
      { attempts: 1, last_error: 'Anna is out', locked_at: null },
    ]);
    expect(await jobsWithKey(db, 'once')).toMatchObject([
      { attempts: 1, last_error: 'Ben is out', locked_at: null },
    ]);
  }, 9_000);
  const told = await db
    .selectFrom('platform.events')
    .select('payload')
    .where('name', '=', 'job.failed')
    .orderBy('position')
    .execute();
  expect(told).toMatchObject([{ payload: { job: 'test.greet', error: 'Ben is out' } }]);
});

test('stopping lets the job in hand finish, after telling it', async () => {
  let told = false;
  let finished = false;
  const { db } = await open({
    'test.greet': async (_payload, { signal }) => {
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      told = true;
      await sql`select 1`.execute(db);
      finished = true;
    },
  });
  await enqueue(db, 'test.greet', { name: 'Anna' }, { key: 'slow' });
  await vi.waitFor(async () => {
    expect(await jobsWithKey(db, 'slow')).toMatchObject([{ locked_at: expect.any(Date) }]);
  }, 9_000);
  await worker?.stop();
  worker = undefined;
  expect([told, finished]).toEqual([true, true]);
  expect(await jobsWithKey(db, 'slow')).toEqual([]);
  expect(await db.selectFrom('platform.workers').select('pool').execute()).toEqual([]);
});

describe('the jobs of a worker that was killed', () => {
  async function heldBy(db: Db, pool: string, secondsAgo: number): Promise<void> {
    await enqueue(db, 'test.greet', { name: pool }, { key: pool, queue: `queue of ${pool}` });
    await sql`update graphile_worker._private_jobs set attempts = 1, locked_by = ${pool},
      locked_at = clock_timestamp() - make_interval(secs => ${secondsAgo}) where key = ${pool}`.execute(db);
    await sql`update graphile_worker._private_job_queues set locked_by = ${pool},
      locked_at = clock_timestamp() - make_interval(secs => ${secondsAgo})
      where queue_name = ${`queue of ${pool}`}`.execute(db);
  }

  test('are given back, with their queue, once it has been silent', async ({ db }) => {
    await heldBy(db, 'dead', 60);
    await beat(db, 'silent');
    await sql`update platform.workers set seen_at = now() - interval '1 minute'`.execute(db);
    await heldBy(db, 'silent', 60);
    expect(await giveBackLostJobs(db)).toBe(2);
    expect(await jobsWithKey(db, 'dead')).toMatchObject([{ locked_at: null, attempts: 1 }]);
    expect(await jobsWithKey(db, 'silent')).toMatchObject([{ locked_at: null }]);
    const { rows } = await sql`select from graphile_worker._private_job_queues
      where locked_by in ('dead', 'silent')`.execute(db);
    expect(rows).toHaveLength(0);
  });

  test('of one that lives, or has just started, are left alone', async ({ db }) => {
    await heldBy(db, 'alive', 3_600);
    await beat(db, 'alive');
    await heldBy(db, 'new', 2);
    expect(await giveBackLostJobs(db)).toBe(0);
    expect(await jobsWithKey(db, 'alive')).toMatchObject([{ locked_at: expect.any(Date) }]);
  });
});

async function jobsWithKey(db: Db, key: string): Promise<unknown[]> {
  const { rows } = await sql`select payload, attempts, max_attempts, last_error, locked_at
    from graphile_worker._private_jobs where key = ${key}`.execute(db);
  return rows;
}
