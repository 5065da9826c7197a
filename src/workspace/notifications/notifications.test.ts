import { expect } from 'vitest';
import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { endOperation, getOperation, startOperation } from '../../platform/operations.ts';
import type { Notice } from '../../platform/room.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';
import { notices } from './notices.ts';
import { notificationSettingsRoutes } from './routes.ts';
import { notificationTeller } from './telling.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    'thing.given': { to: string };
  }
}
declare module '../../platform/jobs.ts' {
  interface JobMap {
    'test.notice': { operationId: string };
  }
}

const given: Notice = {
  on: 'thing.given',
  kind: 'thing.given',
  label: 'Something is given to me',
  tell: async (_db, events) =>
    events.map((event) => ({
      event,
      userId: String(event.payload['to']),
      title: 'Yours now',
      path: '/things',
    })),
};

async function give(db: Db, who: Actor, to: string): Promise<void> {
  await emit(db, who, [{ name: 'thing.given', subject: { kind: 'thing', id: newId() }, payload: { to } }]);
}

/** Reads all events there are, as the outbox would hand them over. */
async function tellAll(db: Db, kinds: Notice[] = [given]): Promise<void> {
  const events = await db.selectFrom('platform.events').selectAll().orderBy('position').execute();
  await notificationTeller(kinds).handle(db, events);
}

async function titlesOf(db: Db, who: Actor): Promise<string[]> {
  const rows = await db
    .selectFrom('workspace.notifications')
    .select('title')
    .where('user_id', '=', who.id)
    .orderBy('id')
    .execute();
  return rows.map(({ title }) => title);
}

test('an event is told once to whom it concerns, however often it is read, and never to whoever did it', async ({
  db,
}) => {
  const [anna, ben] = [await actor(db, 'rep'), await actor(db, 'rep')];
  await give(db, anna, ben.id);
  await give(db, ben, ben.id);
  await give(db, anna, newId());
  await tellAll(db);
  await tellAll(db);
  expect(await titlesOf(db, ben)).toEqual(['Yours now']);
  expect(await titlesOf(db, anna)).toEqual([]);
});

test('a batch is a handful of statements, not one per event', async ({ db }) => {
  const [anna, ben] = [await actor(db, 'rep'), await actor(db, 'rep')];
  for (let times = 0; times < 30; times++) await give(db, anna, ben.id);
  let statements = 0;
  const counted = db.withPlugin({
    transformQuery: ({ node }) => (statements++, node),
    transformResult: async ({ result }) => result,
  });
  await tellAll(counted);
  expect(await titlesOf(db, ben)).toHaveLength(30);
  expect(statements).toBeLessThan(6);
});

test('switched off, a kind is not told; somebody who left is not either', async ({ db }) => {
  const [anna, ben, gone] = [await actor(db, 'rep'), await actor(db, 'rep'), await actor(db, 'rep')];
  const house = testHouse(db);
  const room = {
    name: 'x',
    routes: (app: Parameters<typeof notificationSettingsRoutes>[0]) =>
      notificationSettingsRoutes(app, house, [given]),
  };
  const app = await testApp(house, [room]);
  const headers = await signIn(app, ben);
  const url = '/api/me/notification-settings';
  const shown = { kind: 'thing.given', label: 'Something is given to me' };
  expect((await app.inject({ url, headers })).json()).toEqual({ kinds: [{ ...shown, on: true }] });
  const put = (kinds: unknown[]) => app.inject({ method: 'PUT', url, headers, payload: { kinds } });
  expect((await put([{ kind: 'thing.given', on: false }])).json()).toEqual({
    kinds: [{ ...shown, on: false }],
  });
  await db
    .updateTable('workspace.users')
    .set({ deactivated_at: new Date() })
    .where('id', '=', gone.id)
    .execute();
  await give(db, anna, ben.id);
  await give(db, anna, gone.id);
  await tellAll(db);
  expect([await titlesOf(db, ben), await titlesOf(db, gone)]).toEqual([[], []]);
  expect((await put([{ kind: 'thing.given', on: true }])).json()).toMatchObject({ kinds: [{ on: true }] });
  expect((await put([{ kind: 'shoe', on: true }])).statusCode).toBe(422);
});

test('is listed, counted, read one by one and all at once, by its own person only', async ({ db }) => {
  const app = await testApp(testHouse(db));
  const [anna, ben] = [await actor(db, 'rep'), await actor(db, 'rep')];
  for (let times = 0; times < 3; times++) await give(db, anna, ben.id);
  await tellAll(db);
  const headers = await signIn(app, ben);
  const page = (await app.inject({ url: '/api/notifications?limit=2', headers })).json();
  expect(page.items).toMatchObject([
    { title: 'Yours now', kind: 'thing.given', body: null, path: '/things', readAt: null },
    { readAt: null },
  ]);
  const rest = await app.inject({ url: `/api/notifications?limit=2&cursor=${page.next}`, headers });
  expect(rest.json()).toMatchObject({ items: [{ title: 'Yours now' }], next: null });
  const count = async () => (await app.inject({ url: '/api/notifications/unread', headers })).json().count;
  expect(await count()).toBe(3);
  const url = `/api/notifications/${page.items[0].id}/reading`;
  expect((await app.inject({ method: 'PUT', url, headers: await signIn(app, anna) })).statusCode).toBe(404);
  expect((await app.inject({ method: 'PUT', url, headers })).statusCode).toBe(204);
  expect(await count()).toBe(2);
  expect((await app.inject({ method: 'POST', url: '/api/notifications/readings', headers })).statusCode).toBe(
    204,
  );
  expect(await count()).toBe(0);
});

test('the building tells of ended work, people who join, jobs and mails that failed', async ({ db }) => {
  const [rep, admin] = [await actor(db, 'rep'), await actor(db, 'admin')];
  const work = { kind: 'x', job: 'test.notice', payload: {} } as const;
  const done = await startOperation(db, rep, { ...work, title: 'Import of fair.csv' });
  const failed = await startOperation(db, rep, { ...work, title: 'Export' });
  await endOperation(db, await getOperation(db, done), { state: 'done', resultPath: '/contacts' });
  await endOperation(db, await getOperation(db, failed), { state: 'failed', error: 'The disk is full.' });
  const subject = { kind: 'person', id: newId() };
  await emit(db, system, [
    { name: 'person.joined', subject, payload: { name: 'Cleo', email: 'cleo@example.com', role: 'rep' } },
    { name: 'job.failed', subject, payload: { jobId: '1', job: 'audience.import', error: 'no' } },
    { name: 'mail.failed', subject, payload: { to: 'x@example.com', subject: 'Hi', error: 'no' } },
  ]);
  await tellAll(db, notices);
  expect(await titlesOf(db, rep)).toEqual(['Import of fair.csv is done', 'Export did not work']);
  expect(await titlesOf(db, admin)).toEqual([
    'Cleo joined',
    'The job audience.import failed for good',
    'The mail to x@example.com could not be sent',
  ]);
});
