import { sql } from 'kysely';
import { afterEach, expect } from 'vitest';
import type { Actor } from './actor.ts';
import { freezeClock, releaseClock } from './clock.ts';
import type { Db } from './db.ts';
import { Invalid } from './errors.ts';
import { newId } from './ids.ts';
import { createLog } from './log.ts';
import {
  asOperation,
  beginHere,
  goOnHere,
  workHere,
  type OperationRun,
  type Outcome,
} from './operation-runs.ts';
import {
  cancelOperation,
  failLostOperations,
  getOperation,
  listOperations,
  startOperation,
  toProgress,
} from './operations.ts';
import { test } from './testing/testing.ts';

declare module './jobs.ts' {
  interface JobMap {
    'test.count': { operationId: string; upTo: number };
  }
}

const anna: Actor = { kind: 'user', id: newId(), name: 'Anna', role: 'rep', teamIds: [newId()] };
const log = createLog('silent');

afterEach(releaseClock);

function start(db: Db): Promise<string> {
  return startOperation(db, anna, {
    kind: 'test.count',
    title: 'Count to ten',
    job: 'test.count',
    payload: { upTo: 10 },
    total: 10,
    unit: 'numbers',
  });
}

type Work = (run: OperationRun) => Promise<Outcome | void>;

function perform(db: Db, id: string, work: Work, attempt = 1, signal?: AbortSignal) {
  const handle = asOperation<{ operationId: string; upTo: number }>((_payload, run) => work(run));
  const context = { db, log, attempt, maxAttempts: 3 };
  return handle({ operationId: id, upTo: 10 }, signal ? { ...context, signal } : context);
}

async function eventsOf(db: Db, id: string): Promise<string[]> {
  const events = await db
    .selectFrom('platform.events')
    .select('name')
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute();
  return events.map(({ name }) => name);
}

test('is enqueued with its job, runs as the person who started it, and ends with a result', async ({
  db,
}) => {
  const id = await start(db);
  const { rows } = await sql`select payload, task_identifier from graphile_worker._private_jobs
    join graphile_worker.jobs using (id) where jobs.key = ${`operation:${id}`}`.execute(db);
  expect(rows).toEqual([{ payload: { operationId: id, upTo: 10 }, task_identifier: 'test.count' }]);
  await perform(db, id, async (run) => {
    expect(run.who).toEqual(anna);
    await run.advance(db, { done: 10 });
    return { result: { counted: 10 }, resultPath: '/numbers' };
  });
  expect(await getOperation(db, id)).toMatchObject({ state: 'done', done: 10, result: { counted: 10 } });
  expect(await eventsOf(db, id)).toEqual(['operation.started', 'operation.finished']);
});

test('after a crash it goes on from its cursor, and the crashed run can write no more', async ({ db }) => {
  const id = await start(db);
  let dead: OperationRun | undefined;
  const killed = perform(db, id, async (run) => {
    dead = run;
    await run.advance(db, { done: 4, cursor: { after: 4 } });
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await getOperation(db, id)).toMatchObject({ state: 'running', done: 4 });
  await perform(db, id, async (run) => {
    expect(run).toMatchObject({ done: 4, cursor: { after: 4 } });
    await expect(dead?.advance(db, { done: 5 })).rejects.toThrow('taken over');
    await run.advance(db, { done: 10, cursor: { after: 10 } });
  });
  expect(await getOperation(db, id)).toMatchObject({ state: 'done', done: 10 });
});

test('when Tandem stops it leaves off before its next mark, and goes on after the start', async ({ db }) => {
  const id = await start(db);
  const stopping = new AbortController();
  const stopped = perform(
    db,
    id,
    async (run) => {
      await run.advance(db, { done: 4, cursor: { after: 4 } });
      stopping.abort();
      expect(run.signal?.aborted).toBe(true);
      await run.advance(db, { done: 8, cursor: { after: 8 } });
    },
    1,
    stopping.signal,
  );
  await expect(stopped).rejects.toThrow('Tandem is stopping');
  expect(await getOperation(db, id)).toMatchObject({ state: 'running', done: 4 });
  await perform(db, id, async (run) => expect(run.cursor).toEqual({ after: 4 }), 2);
  expect(await getOperation(db, id)).toMatchObject({ state: 'done' });
});

test('a fault is tried again until its attempts are used up; what the person did wrong is not', async ({
  db,
}) => {
  const unlucky = await start(db);
  await expect(perform(db, unlucky, () => Promise.reject(new Error('away')), 3)).rejects.toThrow('away');
  expect(await getOperation(db, unlucky)).toMatchObject({ state: 'failed', error: 'away' });
  const wrong = await start(db);
  await perform(db, wrong, () =>
    Promise.reject(new Invalid('The file has no column for the e-mail address.')),
  );
  expect(await getOperation(db, wrong)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('no column'),
  });
  expect(await eventsOf(db, wrong)).toEqual(['operation.started', 'operation.failed']);
});

test('cancelled while it waits: it never runs; while it runs: it stops after its batch and keeps it', async ({
  db,
}) => {
  const waiting = await start(db);
  await cancelOperation(db, anna, waiting);
  let ran = false;
  await perform(db, waiting, async () => void (ran = true));
  expect(ran).toBe(false);
  expect(await getOperation(db, waiting)).toMatchObject({ state: 'cancelled' });
  const { rows } = await sql`select from graphile_worker.jobs where key = ${`operation:${waiting}`}`.execute(
    db,
  );
  expect(rows).toHaveLength(0);

  const running = await start(db);
  await perform(db, running, async (run) => {
    await run.advance(db, { done: 3 });
    expect(await run.isCancelled()).toBe(false);
    await cancelOperation(db, anna, running);
    expect(await run.isCancelled()).toBe(true);
  });
  expect(await getOperation(db, running)).toMatchObject({ state: 'cancelled', done: 3 });
  await expect(cancelOperation(db, anna, running)).rejects.toThrow('already ended');
});

test('tells how fast it goes and how long it will take, of this run', async ({ db }) => {
  freezeClock(new Date('2026-03-01T12:00:00Z'));
  const id = await start(db);
  await perform(db, id, async (run) => {
    freezeClock(new Date('2026-03-01T12:00:02Z'));
    await run.advance(db, { done: 4 });
    const running = toProgress(await getOperation(db, id));
    expect(running).toMatchObject({
      state: 'running',
      done: 4,
      total: 10,
      unit: 'numbers',
      rate: 2,
      secondsLeft: 3,
    });
  });
  expect(toProgress(await getOperation(db, id))).toMatchObject({
    state: 'done',
    rate: null,
    secondsLeft: null,
  });
});

test('an operation whose job is gone is failed, visibly; one whose job waits is left alone', async ({
  db,
}) => {
  const lost = await start(db);
  const waiting = await start(db);
  await sql`select graphile_worker.remove_job(${`operation:${lost}`})`.execute(db);
  await failLostOperations(db);
  expect(await getOperation(db, lost)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('given up'),
  });
  expect(await getOperation(db, waiting)).toMatchObject({ state: 'queued' });
});

const here = { kind: 'test.here', title: 'Count here' };

test('work that is done here ends like any other, and goes on where it was stopped', async ({ db }) => {
  const begun = await beginHere(db, anna, here);
  const first = workHere(db, anna, begun, async (run) => {
    await run.advance(db, { done: 3, cursor: { at: 3 } });
    throw new Error('Somebody pulled the plug.');
  });
  await expect(first).rejects.toThrow('the plug');
  expect(await getOperation(db, begun.id)).toMatchObject({ state: 'failed', done: 3 });
  const again = await goOnHere(db, begun.id);
  expect(again).toMatchObject({ state: 'running', error: null, finished_at: null });
  const { cancelled } = await workHere(db, anna, again ?? begun, async (run) => {
    expect(run.cursor).toEqual({ at: 3 });
    return { result: { counted: 10 } };
  });
  expect(cancelled).toBe(false);
  expect(await getOperation(db, begun.id)).toMatchObject({ state: 'done', result: { counted: 10 } });
  expect(await goOnHere(db, begun.id)).toBeUndefined();
  const events = ['operation.started', 'operation.failed', 'operation.finished'];
  expect(await eventsOf(db, begun.id)).toEqual(events);
});

test('whoever goes on with it takes it over: the earlier run writes nothing more', async ({ db }) => {
  const begun = await beginHere(db, anna, here);
  await goOnHere(db, begun.id);
  const late = workHere(db, anna, begun, async (run) => {
    await run.advance(db, { done: 3 });
    return {};
  });
  await expect(late).rejects.toThrow('taken over');
  expect(await getOperation(db, begun.id)).toMatchObject({ state: 'running', done: 0 });
});

test('work that was done here by somebody who fell silent is failed, and says what to do', async ({ db }) => {
  freezeClock(new Date('2026-03-01T12:00:00Z'));
  const { id } = await beginHere(db, anna, here);
  freezeClock(new Date('2026-03-01T12:01:00Z'));
  await failLostOperations(db);
  expect(await getOperation(db, id)).toMatchObject({ state: 'running' });
  freezeClock(new Date('2026-03-01T12:03:00Z'));
  await failLostOperations(db);
  expect(await getOperation(db, id)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('Give the same command again'),
  });
});

test('lists the newest first, of one person', async ({ db }) => {
  const [first, second] = [await start(db), await start(db)];
  const ben: Actor = { ...anna, id: newId() };
  await startOperation(db, ben, { kind: 'x', title: 'X', job: 'test.count', payload: { upTo: 1 } });
  const mine = await listOperations(db, { startedBy: anna.id, limit: 10 });
  expect(mine.map(({ id }) => id)).toEqual([second, first]);
  expect(
    (await listOperations(db, { startedBy: anna.id, before: second, limit: 10 })).map(({ id }) => id),
  ).toEqual([first]);
});
