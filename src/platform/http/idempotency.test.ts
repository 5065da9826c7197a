import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { system, type Actor } from '../actor.ts';
import { freezeClock, releaseClock } from '../clock.ts';
import { Conflict } from '../errors.ts';
import { newId } from '../ids.ts';
import { createLog } from '../log.ts';
import { freshDatabase, type FreshDatabase } from '../testing/testing.ts';
import type { App } from './app.ts';
import { forgetOldKeys, keepIdempotency } from './idempotency.ts';
import { createServer } from './server.ts';

const anna: Actor = { ...system, kind: 'key', id: newId(), name: 'Program' };
const secret = 'a secret that only tests know, long enough';
let fresh: FreshDatabase;
let app: App;
let done: string[];
let arrived: () => void;
let hold: Promise<void> | undefined;
let who: Actor;

beforeEach(async () => {
  fresh = await freshDatabase();
  done = [];
  hold = undefined;
  who = anna;
  const log = createLog('silent');
  app = await createServer({
    log,
    publicUrl: 'http://localhost',
    authenticate: async () => who,
    allows: () => true,
  });
  keepIdempotency(app, { db: fresh.db, secret, log });
  const body = z.object({ name: z.string() });
  const schema = {
    body,
    response: { 201: z.object({ name: z.string(), count: z.number(), long: z.string() }) },
  };
  app.post('/things', { config: { may: 'signed-in' }, schema }, async (request, reply) => {
    const { name } = request.body;
    arrived?.();
    await hold;
    if (name === 'broken') throw new Error('broken');
    done.push(name);
    if (name === 'taken') throw new Conflict('Already there.');
    // Long enough to be compressed on its way out.
    return reply.code(201).send({ name, count: done.length, long: 'x'.repeat(3_000) });
  });
});

afterEach(async () => {
  releaseClock();
  await app.close();
  await fresh.close();
});

function post(key: string, name: string, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: '/things',
    headers: { 'idempotency-key': key, ...headers },
    payload: { name },
  });
}

test('the same key again answers what was answered, and nothing is done twice', async () => {
  const first = await post('k', 'lamp');
  const second = await post('k', 'lamp');
  expect(done).toEqual(['lamp']);
  expect(second.statusCode).toBe(201);
  expect(second.body).toBe(first.body);
  expect(second.headers['content-type']).toBe(first.headers['content-type']);
  expect([first.headers['idempotent-replay'], second.headers['idempotent-replay']]).toEqual([
    undefined,
    'true',
  ]);
  await post('other', 'lamp');
  expect(done).toEqual(['lamp', 'lamp']);
});

test('compressed on its way out, the kept answer is still the plain one', async () => {
  await post('k', 'lamp', { 'accept-encoding': 'gzip' });
  expect((await post('k', 'lamp')).json()).toMatchObject({ name: 'lamp', count: 1 });
});

test('of two at once one works, the other is told to wait', async () => {
  let release: () => void = () => undefined;
  hold = new Promise((resolve) => (release = resolve));
  const here = new Promise<void>((resolve) => (arrived = resolve));
  const first = post('k', 'lamp');
  await here;
  const second = await post('k', 'lamp');
  expect(second.statusCode).toBe(409);
  release();
  expect((await first).statusCode).toBe(201);
  expect(done).toEqual(['lamp']);
  expect((await post('k', 'lamp')).headers['idempotent-replay']).toBe('true');
});

test('ten at the same moment: done once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('k', 'lamp')));
  expect(done).toEqual(['lamp']);
  expect(answers.every(({ statusCode }) => statusCode === 201 || statusCode === 409)).toBe(true);
});

test('another body under the same key is refused; another actor’s key is another key', async () => {
  await post('k', 'lamp');
  const other = await post('k', 'chair');
  expect(other.json()).toMatchObject({ status: 422, detail: expect.stringContaining('another request') });
  who = { ...anna, id: newId() };
  expect((await post('k', 'chair')).statusCode).toBe(201);
});

test('a refusal is kept, a failure of ours is not: it may be tried again', async () => {
  expect((await post('taken', 'taken')).statusCode).toBe(409);
  const again = await post('taken', 'taken');
  expect(again.json()).toMatchObject({ status: 409, detail: 'Already there.' });
  expect(done).toEqual(['taken']);
  expect((await post('k', 'broken')).statusCode).toBe(500);
  expect((await post('k', 'broken')).statusCode).toBe(500);
  const kept = await fresh.db.selectFrom('platform.idempotency_keys').select('key').execute();
  expect(kept.map(({ key }) => key)).toEqual(['taken']);
});

test('a request that was cut off stays unanswered: never carried out twice', async () => {
  await post('k', 'lamp');
  await fresh.db.updateTable('platform.idempotency_keys').set({ status: null, answer: null }).execute();
  expect((await post('k', 'lamp')).json().detail).toContain('look whether it was carried out');
  expect(done).toEqual(['lamp']);
});

test('the answer is encrypted, and forgotten after a day', async () => {
  freezeClock(new Date('2026-03-01T12:00:00Z'));
  await post('k', 'lamp');
  const row = await fresh.db
    .selectFrom('platform.idempotency_keys')
    .select('answer')
    .executeTakeFirstOrThrow();
  expect(row.answer?.toString('latin1')).not.toContain('lamp');
  freezeClock(new Date('2026-03-02T11:59:00Z'));
  await forgetOldKeys(fresh.db);
  expect((await post('k', 'lamp')).headers['idempotent-replay']).toBe('true');
  freezeClock(new Date('2026-03-02T12:01:00Z'));
  await forgetOldKeys(fresh.db);
  expect((await post('k', 'lamp')).headers['idempotent-replay']).toBeUndefined();
});
