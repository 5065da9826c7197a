import { expect } from 'vitest';
import { endOperation, getOperation, startOperation } from '../../platform/operations.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'test.work': { operationId: string };
  }
}

function start(db: Db, who: Actor, title = 'Work'): Promise<string> {
  return startOperation(db, who, {
    kind: 'test.work',
    title,
    job: 'test.work',
    payload: {},
    total: 5,
    unit: 'rows',
  });
}

test('everybody sees their own, an administrator all', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const [rep, admin] = [await actor(db, 'rep'), await actor(db, 'admin')];
  const mine = await start(db, rep, 'Import of fair.csv');
  await start(db, admin);
  const asRep = await app.inject({ url: '/api/operations', headers: await signIn(app, rep) });
  expect(asRep.json().items).toMatchObject([
    { id: mine, title: 'Import of fair.csv', state: 'queued', done: 0, total: 5, unit: 'rows', rate: null },
  ]);
  const headers = await signIn(app, admin);
  expect((await app.inject({ url: '/api/operations', headers })).json().items).toHaveLength(2);
  expect((await app.inject({ url: '/api/operations?mine=true', headers })).json().items).toHaveLength(1);
  const page = (await app.inject({ url: '/api/operations?limit=1', headers })).json();
  const next = (await app.inject({ url: `/api/operations?limit=1&cursor=${page.next}`, headers })).json();
  expect(next).toMatchObject({ items: [{ id: mine }], next: null });
});

test('can be cancelled by who started it and by an administrator, not by others', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const rep = await actor(db, 'rep');
  const id = await start(db, rep);
  const cancel = { method: 'POST', url: `/api/operations/${id}/cancellation` } as const;
  const stranger = await app.inject({ ...cancel, headers: await signIn(app, await actor(db, 'rep')) });
  expect(stranger.statusCode).toBe(404);
  const answer = await app.inject({ ...cancel, headers: await signIn(app, rep) });
  expect(answer.json()).toMatchObject({ state: 'cancelled' });
  expect(await getOperation(db, id)).toMatchObject({ state: 'cancelled' });
  const again = await app.inject({ ...cancel, headers: await signIn(app, rep) });
  expect(again.statusCode).toBe(409);
});

test('shows what came of it', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const rep = await actor(db, 'rep');
  const id = await start(db, rep);
  await endOperation(db, await getOperation(db, id), {
    state: 'done',
    result: { created: 3 },
    resultPath: '/contacts',
  });
  const shown = await app.inject({ url: `/api/operations/${id}`, headers: await signIn(app, rep) });
  expect(shown.json()).toMatchObject({
    state: 'done',
    result: { created: 3 },
    resultPath: '/contacts',
    error: null,
  });
});
