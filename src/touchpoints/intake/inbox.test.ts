import { sql } from 'kysely';
import { afterEach, beforeAll, expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { listen } from '../../platform/listeners.ts';
import { test } from '../../platform/testing/testing.ts';
import { sourceCounts } from '../source-counts.ts';
import { countsOf, makeSource, pageView, storedOf } from '../testing.ts';
import { forget, keep, knowRoom, LANES, rememberOwn, takeOut, type Box } from './inbox.ts';
import { emptyInbox } from './testing.ts';
import { workOff } from './work-off.ts';

// As where the inbox is worked off in the same process.
beforeAll(rememberOwn);
afterEach(releaseClock);

const left = (db: Db) => db.selectFrom('touchpoints.inbox').select(['id', 'size', 'due_at']).execute();
const people = (count: number) =>
  Array.from({ length: count }, (_, n) => pageView({ person: { anonymousId: `browser-${n}` } }));

test('what is acknowledged is stored as received then, once, each person’s in one lane', async ({ db }) => {
  const [shop, blog] = [await makeSource(db), await makeSource(db)];
  freezeClock(new Date('2026-11-20T12:01:00Z'));
  await keep(db, [
    { sourceId: shop.id, arrivals: [...people(20), ...people(20), { skipped: 'unknown type' }] },
    { sourceId: blog.id, arrivals: people(1) },
  ]);
  freezeClock(new Date('2026-11-20T12:05:00Z'));
  const perLane = [];
  for (const lane of LANES) perLane.push(await workOff(db, lane));
  expect(perLane.reduce((sum, count) => sum + count)).toBe(42);
  expect(Math.min(...perLane)).toBeGreaterThan(0);
  const stored = await storedOf(db, shop);
  expect(new Set(stored.map((row) => row.contact_id)).size).toBe(20);
  expect(new Set(stored.map((row) => row.received_at.toISOString()))).toEqual(
    new Set(['2026-11-20T12:01:00.000Z']),
  );
  expect(await countsOf(db, shop)).toMatchObject({ seen: 41, stored: 40, skipped: 1 });
  expect(await countsOf(db, blog)).toMatchObject({ seen: 1, stored: 1 });
  expect(await left(db)).toEqual([]);
  await emptyInbox(db);
  expect(await countsOf(db, shop)).toMatchObject({ seen: 41 });
});

test('another process reads all of it as this one wrote it', async ({ db }) => {
  const source = await makeSource(db);
  const arrival = pageView({
    person: { anonymousId: 'b', traits: { givenName: 'Zoë\0\x1e' } },
    name: '“Pricing”',
    value: 3990,
    currency: 'EUR',
    properties: { text: 'a\x1eb\0c\ud800', list: [1, null] },
  });
  await keep(db, [{ sourceId: source.id, arrivals: [arrival, { skipped: 'no event name' }] }]);
  const taken: Box[] = [];
  for (const lane of LANES) taken.push(...(await takeOut(db, lane, 10)));
  const here = taken.flatMap(({ arrivals }) => arrivals);
  await keep(db, [{ sourceId: source.id, arrivals: here }]);
  forget((await left(db)).map(({ id }) => id));
  const there: Box[] = [];
  for (const lane of LANES) there.push(...(await takeOut(db, lane, 10)));
  expect(there.flatMap(({ arrivals }) => arrivals)).toEqual(here);
  expect(here).toContainEqual(arrival);
  expect(there.map(({ source: { id, kind, name, idSpace } }) => ({ id, kind, name, idSpace }))[0]).toEqual({
    id: source.id,
    kind: source.kind,
    name: source.name,
    idSpace: source.idSpace,
  });
});

test('one that cannot be stored waits by itself, is told of, and is tried again; the others are stored', async ({
  db,
}) => {
  const source = await makeSource(db);
  freezeClock(new Date('2026-11-20T12:00:00Z'));
  const poison = pageView({ messageId: 'poison', value: 1e30, currency: 'EUR' });
  await keep(db, [{ sourceId: source.id, arrivals: [...people(5), poison] }]);
  await keep(db, [{ sourceId: source.id, arrivals: people(5) }]);
  await emptyInbox(db);
  expect(await countsOf(db, source)).toMatchObject({ seen: 10, stored: 10 });
  expect(await left(db)).toMatchObject([{ size: 1, due_at: new Date('2026-11-20T13:00:00Z') }]);
  const noted = db.selectFrom('touchpoints.sources').select('last_error').where('id', '=', source.id);
  expect(await noted.executeTakeFirst()).toEqual({
    last_error: expect.stringMatching(/^A message cannot be stored and is tried again: .*1e\+30/),
  });
  const setAside = async () => (await sourceCounts(db, source.id, 7)).setAside;
  expect([await setAside(), (await sourceCounts(db, (await makeSource(db)).id, 7)).setAside]).toEqual([1, 0]);
  freezeClock(new Date('2026-11-20T13:00:01Z'));
  await emptyInbox(db);
  expect(await left(db), 'an hour later it is no better').toMatchObject([
    { size: 1, due_at: new Date('2026-11-20T14:00:01Z') },
  ]);
  await db
    .updateTable('touchpoints.inbox')
    .set({ arrivals: JSON.stringify([pageView()]) })
    .execute();
  forget((await left(db)).map(({ id }) => id));
  freezeClock(new Date('2026-11-20T14:00:02Z'));
  await emptyInbox(db);
  expect(await countsOf(db, source)).toMatchObject({ seen: 11, stored: 11 });
  expect(await left(db)).toEqual([]);
});

test('when the database hangs up in the middle, nobody’s message is taken for the reason', async ({ db }) => {
  const source = await makeSource(db);
  await keep(db, [{ sourceId: source.id, arrivals: people(1) }]);
  const before = await left(db);
  const heard = listen([
    {
      'touchpoints.recorded': async () => {
        throw new Error('Connection terminated unexpectedly');
      },
    },
  ]);
  try {
    await expect(emptyInbox(db)).rejects.toThrow('Connection terminated');
  } finally {
    listen(heard);
  }
  expect(await left(db)).toEqual(before);
  await emptyInbox(db);
  expect(await countsOf(db, source)).toMatchObject({ seen: 1, stored: 1 });
});

test('a full inbox makes senders wait, and turns them away when that takes too long', async ({ db }) => {
  const source = await makeSource(db);
  await keep(db, [{ sourceId: source.id, arrivals: people(1) }]);
  await db.updateTable('touchpoints.inbox').set({ size: 20_000 }).execute();
  const room = knowRoom(db, 100);
  const busy = { name: 'Busy', message: expect.stringMatching(/Send it again/), retryAfterSeconds: 5 };
  await expect(room()).rejects.toMatchObject(busy);
  await expect(room(), 'it is still full').rejects.toMatchObject(busy);
  const waiting = knowRoom(db)();
  await db.updateTable('touchpoints.inbox').set({ size: 1 }).execute();
  await waiting;
  await room();
});

test('an inbox of many small boxes is as full as one of a few large ones', async ({ db }) => {
  const source = await makeSource(db);
  await keep(db, [{ sourceId: source.id, arrivals: people(1) }]);
  await sql`insert into touchpoints.inbox (lane, id, source_id, received_at, due_at, size, arrivals)
    select lane, gen_random_uuid(), source_id, received_at, due_at, size, arrivals
    from touchpoints.inbox, generate_series(2, 20000)`.execute(db);
  await expect(knowRoom(db, 0)()).rejects.toMatchObject({ name: 'Busy' });
});
