import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'test.secretive': { to: string; token: string };
  }
}

const payload = { to: 'anna', token: 'do not show' };

async function failedJob(db: Db): Promise<string> {
  await enqueue(db, 'test.secretive', payload, { key: 'failed', maxAttempts: 2 });
  await sql`update graphile_worker._private_jobs set attempts = 2, last_error = 'no answer' where key = 'failed'`.execute(
    db,
  );
  return idOf(db, 'failed');
}

async function idOf(db: Db, key: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id::text from graphile_worker._private_jobs where key = ${key}`.execute(db);
  return rows[0]?.id ?? '';
}

test('shows every state with its error and the keys of what it was given, never the values', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const failed = await failedJob(db);
  await enqueue(db, 'test.secretive', payload, { key: 'queued' });
  await enqueue(db, 'test.secretive', payload, {
    key: 'later',
    runAt: new Date(Date.now() + 3_600_000),
    queue: 'q',
  });
  await enqueue(db, 'test.secretive', payload, { key: 'running' });
  await sql`insert into platform.workers (pool, host, pid) values ('pool-1', 'box', 77)`.execute(db);
  await sql`update graphile_worker._private_jobs set locked_by = 'pool-1', locked_at = now() where key = 'running'`.execute(
    db,
  );
  const all = await app.inject({ url: '/api/jobs', headers });
  expect(all.json().items).toMatchObject([
    { state: 'running', worker: 'box 77' },
    { state: 'scheduled', queue: 'q' },
    { state: 'queued', error: null },
    {
      id: failed,
      state: 'failed',
      error: 'no answer',
      attempts: 2,
      maxAttempts: 2,
      payloadKeys: ['to', 'token'],
    },
  ]);
  expect(all.body).not.toContain('do not show');
  const counts = await app.inject({ url: '/api/jobs/counts', headers });
  expect(counts.json()).toEqual({ queued: 1, scheduled: 1, running: 1, failed: 1 });
  const only = await app.inject({ url: '/api/jobs?state=failed', headers });
  expect(only.json().items).toHaveLength(1);
  const first = (await app.inject({ url: '/api/jobs?limit=3', headers })).json();
  const second = (await app.inject({ url: `/api/jobs?limit=3&cursor=${first.next}`, headers })).json();
  expect(second).toMatchObject({ items: [{ id: failed }], next: null });
});

test('a failed job runs again with all its attempts; a discarded one is gone; a running one is left alone', async ({
  db,
}) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'admin'));
  const id = await failedJob(db);
  const retry = await app.inject({ method: 'POST', url: `/api/jobs/${id}/attempts`, headers });
  expect(retry.statusCode, retry.body).toBe(204);
  const { rows } =
    await sql`select attempts, last_error from graphile_worker._private_jobs where key = 'failed'`.execute(
      db,
    );
  expect(rows).toEqual([{ attempts: 0, last_error: null }]);
  await sql`update graphile_worker._private_jobs set locked_by = 'x', locked_at = now() where key = 'failed'`.execute(
    db,
  );
  const running = await app.inject({ method: 'DELETE', url: `/api/jobs/${id}`, headers });
  expect(running.statusCode).toBe(409);
  await sql`update graphile_worker._private_jobs set locked_by = null, locked_at = null where key = 'failed'`.execute(
    db,
  );
  const discard = await app.inject({ method: 'DELETE', url: `/api/jobs/${id}`, headers });
  expect(discard.statusCode).toBe(204);
  expect(await idOf(db, 'failed')).toBe('');
  expect((await app.inject({ method: 'DELETE', url: `/api/jobs/${id}`, headers })).statusCode).toBe(404);
  const events = await db
    .selectFrom('platform.events')
    .select('name')
    .where('subject_kind', '=', 'job')
    .orderBy('position')
    .execute();
  expect(events.map(({ name }) => name)).toEqual(['job.retried', 'job.discarded']);
});

test('only for administrators', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const headers = await signIn(app, await actor(db, 'sales_manager'));
  expect((await app.inject({ url: '/api/jobs', headers })).statusCode).toBe(403);
});
