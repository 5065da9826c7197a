import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { openEars, type Ears } from '../../platform/ears.ts';
import { emit } from '../../platform/events.ts';
import type { App } from '../../platform/http/app.ts';
import { newId } from '../../platform/ids.ts';
import { openTail, type Tail } from '../../platform/live.ts';
import { nudge } from '../../platform/nudge.ts';
import { endOperation, getOperation, startOperation } from '../../platform/operations.ts';
import type { House } from '../../platform/room.ts';
import { freshDatabase, type FreshDatabase } from '../../platform/testing/testing.ts';
import { authenticate } from '../auth/authenticate.ts';
import { actor, signIn, testApp, testHouse } from '../testing.ts';
import { liveRoutes } from './routes.ts';

declare module '../../platform/events.ts' {
  interface EventMap {
    'lamp.lit': Record<string, never>;
  }
}
declare module '../../platform/jobs.ts' {
  interface JobMap {
    'test.live': { operationId: string };
  }
}

type Sent = { id: string; data: { name: string; subject?: { kind: string; id: string } } };

let fresh: FreshDatabase;
let house: House;
let ears: Ears;
let tail: Tail;
let app: App;
let pages: AbortController[];
let asked: number;
const mine = new Set<string>();

beforeEach(async () => {
  fresh = await freshDatabase();
  house = testHouse(fresh.db);
  ears = openEars(fresh.pool, house.log);
  tail = openTail({ db: fresh.db, ears, log: house.log });
  pages = [];
  asked = 0;
  const mayRead = async (_db: Db, _who: Actor, ids: string[]) => {
    asked++;
    return new Set(ids.filter((id) => mine.has(id)));
  };
  const kinds = {
    lamp: { permission: 'contacts.read', mayRead },
    key: { permission: 'keys.manage', mayRead },
  };
  const live = { tail, kinds, authenticate: authenticate(house) };
  app = await testApp(house, [{ name: 'live', routes: (app) => liveRoutes(app, house, live) }]);
  await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  vi.useRealTimers();
  for (const page of pages) page.abort();
  await app.close();
  await tail.stop();
  await ears.stop();
  await fresh.close();
});

/** Opens a page; what it was sent piles up in `sent`. */
async function open(who: Actor, headers: Record<string, string> = {}) {
  const page = new AbortController();
  pages.push(page);
  const { port } = app.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/live`, {
    headers: { ...(await signIn(app, who)), ...headers },
    signal: page.signal,
  });
  const sent: Sent[] = [];
  const state = { answer, sent, raw: '', ended: false };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of answer.body ?? []) {
      state.raw += decoder.decode(bytes, { stream: true });
      state.sent = state.raw
        .split('\n\n')
        .slice(0, -1)
        .filter((block) => block.includes('data: '))
        .map((block) => ({
          id: /^id: (.*)$/m.exec(block)?.[1] ?? '',
          data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}'),
        }));
    }
    state.ended = true;
  })().catch(() => (state.ended = true));
  await vi.waitFor(() => expect(state.raw).toContain('retry'));
  return state;
}

async function light(id: string = newId(), kind = 'lamp'): Promise<string> {
  await emit(fresh.db, { ...(await someone()), name: 'Cleo' }, [
    { name: 'lamp.lit', subject: { kind, id }, payload: {} },
  ]);
  return id;
}

let cleo: Actor | undefined;
async function someone(): Promise<Actor> {
  cleo ??= { kind: 'user', id: newId(), name: 'Cleo', role: 'rep', teamIds: [] };
  return cleo;
}

/** Generous: a transaction of another test on this server holds events back for its length. */
const soon = { timeout: 8_000, interval: 20 };

test('an open page is told after the commit what it may know, with a position, uncompressed', async () => {
  const page = await open(await actor(fresh.db, 'marketer'), { 'accept-encoding': 'gzip' });
  expect(page.answer.headers.get('content-type')).toContain('text/event-stream');
  expect(page.answer.headers.get('content-encoding')).toBeNull();
  await light(newId(), 'key');
  const id = await light();
  await vi.waitFor(() => expect(page.sent).toHaveLength(1), soon);
  expect(page.sent[0]?.data).toMatchObject({
    name: 'lamp.lit',
    subject: { kind: 'lamp', id },
    actor: { name: 'Cleo' },
  });
  expect(Number(page.sent[0]?.id)).toBeGreaterThan(0);
});

test('whoever sees only some records is asked about in one query for a burst, and told of theirs', async () => {
  const page = await open(await actor(fresh.db, 'rep'));
  const ids = Array.from({ length: 40 }, () => newId());
  for (const id of ids.slice(0, 3)) mine.add(id);
  const events = ids.map((id) => ({ name: 'lamp.lit', subject: { kind: 'lamp', id }, payload: {} }) as const);
  await emit(fresh.db, await someone(), events);
  await vi.waitFor(
    () => expect(page.sent.map(({ data }) => data.subject?.id)).toEqual(ids.slice(0, 3)),
    soon,
  );
  expect(asked).toBe(1);
});

test('a page that was away is told what it missed; one away too long is told to read anew', async () => {
  const who = await actor(fresh.db, 'marketer');
  const page = await open(who);
  await light();
  await vi.waitFor(() => expect(page.sent).toHaveLength(1), soon);
  pages[0]?.abort();
  const [second, third] = [await light(), await light()];
  await open(who);
  const witness = await open(who);
  const last = await light();
  await vi.waitFor(() => expect(witness.sent.at(-1)?.data.subject?.id).toBe(last), soon);
  const again = await open(who, { 'last-event-id': page.sent[0]?.id ?? '' });
  await vi.waitFor(
    () => expect(again.sent.map(({ data }) => data.subject?.id)).toEqual([second, third, last]),
    soon,
  );
  const many = Array.from(
    { length: 1_001 },
    () => ({ name: 'lamp.lit', subject: { kind: 'lamp', id: newId() }, payload: {} }) as const,
  );
  await emit(fresh.db, await someone(), many);
  await vi.waitFor(() => expect(witness.sent.length).toBeGreaterThan(1_000), soon);
  const late = await open(who, { 'last-event-id': page.sent[0]?.id ?? '' });
  await vi.waitFor(() => expect(late.sent.map(({ data }) => data.name)).toEqual(['resync']), soon);
});

test('progress and news reach only the person they are for', async () => {
  const [rep, other] = [await actor(fresh.db, 'rep'), await actor(fresh.db, 'rep')];
  const [page, theirs] = [await open(rep), await open(other)];
  const id = await startOperation(fresh.db, rep, {
    kind: 'x',
    title: 'Import',
    job: 'test.live',
    payload: {},
  });
  await vi.waitFor(() => expect(page.sent.map(({ data }) => data.name)).toEqual(['operation.started']), soon);
  const subject = { kind: 'operation', id };
  await nudge(fresh.db, [{ to: rep.id, name: 'operation.progressed', subject, payload: { done: 4 } }]);
  await vi.waitFor(
    () => expect(page.sent.at(-1)).toMatchObject({ id: '', data: { subject, payload: { done: 4 } } }),
    soon,
  );
  await endOperation(fresh.db, await getOperation(fresh.db, id), { state: 'done' });
  await vi.waitFor(() => expect(page.sent.at(-1)?.data.name).toBe('operation.finished'), soon);
  expect(theirs.sent).toEqual([]);
});

test('a page whose session was revoked is closed at its next beat', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const who = await actor(fresh.db, 'rep');
  const page = await open(who);
  vi.advanceTimersByTime(25_000);
  await vi.waitFor(() => expect(page.raw).toContain(': still here'), soon);
  await fresh.db.deleteFrom('workspace.sessions').where('user_id', '=', who.id).execute();
  vi.advanceTimersByTime(25_000);
  await vi.waitFor(() => expect(page.ended).toBe(true), soon);
});

test('closing the app ends the pages instead of waiting for them', async () => {
  const page = await open(await actor(fresh.db, 'rep'));
  await app.close();
  await vi.waitFor(() => expect(page.ended).toBe(true), soon);
});

test('only for those who are signed in', async () => {
  expect((await app.inject({ url: '/api/live' })).statusCode).toBe(401);
});
