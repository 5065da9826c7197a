import type { InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import type { Actor, Role } from '../platform/actor.ts';
import { createLog } from '../platform/log.ts';
import { cancelOperation, getOperation } from '../platform/operations.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../workspace/testing.ts';
import { jobs } from './jobs.ts';
import { sample } from './sample.ts';

let fresh: FreshDatabase;
let owner: Actor;
let api: (
  options: InjectOptions,
) => Promise<{ statusCode: number; json: () => Record<string, unknown>; body: string }>;

beforeEach(async () => {
  fresh = await freshDatabase();
  owner = await actor(fresh.db, 'owner');
  api = await apiFor(owner);
});
afterEach(() => fresh.close());

async function apiFor(who: Actor): Promise<typeof api> {
  const app = await testApp(testHouse(fresh.db), [sample]);
  const headers = await signIn(app, who);
  return (options) => app.inject({ headers, ...options });
}

const state = async () => (await api({ url: '/api/sample' })).json();

/** As the worker would: the job of the operation, once. */
async function perform(job: 'sample.load' | 'sample.remove', operationId: string): Promise<string> {
  const context = { db: fresh.db, log: createLog('silent'), attempt: 1, maxAttempts: 3 };
  await jobs({ pool: fresh.pool })[job]?.({ operationId }, context);
  return (await getOperation(fresh.db, operationId)).state;
}

async function begin(method: 'POST' | 'DELETE', payload?: object): Promise<string> {
  const answer = await api({ method, url: '/api/sample', ...(payload ? { payload } : {}) });
  expect(answer.statusCode, answer.body).toBe(202);
  return String(answer.json()['operationId']);
}

describe('the API of the sample', () => {
  test('loads it in the background and takes it away again, and says each time how it stands', async () => {
    expect(await state()).toMatchObject({ state: 'absent', asked: true, others: false, contacts: 0 });
    const loading = await begin('POST', { contacts: 200 });
    expect(await state()).toMatchObject({
      state: 'loading',
      asked: false,
      wanted: 200,
      operationId: loading,
    });
    expect((await api({ method: 'DELETE', url: '/api/sample' })).statusCode).toBe(409);
    expect(await perform('sample.load', loading)).toBe('done');
    expect(await state()).toMatchObject({ state: 'loaded', contacts: 200, others: false });
    const mine = await fresh.db
      .selectFrom('audience.contacts')
      .select('id')
      .where('owner_id', '=', owner.id)
      .execute();
    expect(mine.length).toBeGreaterThan(0);

    const removing = await begin('DELETE');
    expect(await state()).toMatchObject({ state: 'removing' });
    expect(await perform('sample.remove', removing)).toBe('done');
    expect(await state()).toMatchObject({ state: 'absent', asked: false, contacts: 0 });
  });

  test('a load that was cancelled can be gone on with, or removed', async () => {
    const first = await begin('POST', { contacts: 200 });
    await cancelOperation(fresh.db, owner, first);
    expect(await state()).toMatchObject({ state: 'stopped', contacts: 0, wanted: 200 });
    const second = await begin('POST', { contacts: 500 });
    expect(await perform('sample.load', second)).toBe('done');
    expect(await state()).toMatchObject({ state: 'loaded', contacts: 200 });
  });

  test('refuses to mix with real people unless it is said so', async () => {
    await makeContact(fresh.db, { email: 'anna@real-business.com' });
    expect(await state()).toMatchObject({ state: 'absent', asked: false, others: true });
    const refused = await api({ method: 'POST', url: '/api/sample', payload: { contacts: 100 } });
    expect(refused.statusCode).toBe(409);
    expect(refused.json()['detail']).toMatch('There are contacts here already');
    await begin('POST', { contacts: 100, besideOthers: true });
  });

  test('whoever starts empty is not asked again', async () => {
    const answer = await api({ method: 'PUT', url: '/api/sample/choice', payload: { choice: 'empty' } });
    expect(answer.statusCode).toBe(204);
    expect(await state()).toMatchObject({ asked: false, state: 'absent' });
  });

  test.for<[Role, number]>([
    ['admin', 200],
    ['marketing_manager', 403],
    ['rep', 403],
  ])('%s is answered %i', async ([role, status]) => {
    const other = await apiFor(await actor(fresh.db, role));
    expect((await other({ url: '/api/sample' })).statusCode).toBe(status);
  });
});
