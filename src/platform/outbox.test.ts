import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { system } from './actor.ts';
import { transaction, type Db } from './db.ts';
import { openEars, type Ears } from './ears.ts';
import { readableUpTo } from './event-order.ts';
import { emit } from './events.ts';
import { newId } from './ids.ts';
import { createLog } from './log.ts';
import { drain, startOutboxReader, type OutboxReader } from './outbox-reader.ts';
import { deliverNext, type StoredEvent, type Subscriber } from './outbox.ts';
import { freshDatabase, type FreshDatabase } from './testing/testing.ts';

declare module './events.ts' {
  interface EventMap {
    'test.happened': { number: number };
    'test.hummed': Record<string, never>;
  }
}

const log = createLog('silent');
let fresh: FreshDatabase;
let ears: Ears | undefined;
let reader: OutboxReader | undefined;

beforeEach(async () => {
  fresh = await freshDatabase();
});

afterEach(async () => {
  await reader?.stop();
  await ears?.stop();
  reader = ears = undefined;
  await fresh.close();
});

/** Remembers what it was handed; `before` may throw. */
function collector(name = 'test', before: () => void = () => undefined): Subscriber & { numbers: unknown[] } {
  const numbers: unknown[] = [];
  const handle = async (_db: Db, events: StoredEvent[]) => {
    before();
    numbers.push(...events.map(({ payload }) => payload['number']));
  };
  return { name, handle, numbers };
}

async function happen(db: Db, ...numbers: number[]): Promise<void> {
  const subject = { kind: 'test', id: newId() };
  await emit(
    db,
    system,
    numbers.map((number) => ({ name: 'test.happened', subject, payload: { number } })),
  );
}

test('hands over every event once, in order, batch by batch', async () => {
  const all = Array.from({ length: 1_203 }, (_, number) => number);
  await transaction(fresh.db, (trx) => happen(trx, ...all));
  const subscriber = collector();
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual(all);
  await happen(fresh.db, 2_000);
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([...all, 2_000]);
});

test('an event that is rolled back is never seen', async () => {
  const failing = transaction(fresh.db, async (trx) => {
    await happen(trx, 1);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await happen(fresh.db, 2);
  const subscriber = collector();
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([2]);
});

test('an event whose transaction was open while later ones were read is not stepped over', async () => {
  const subscriber = collector();
  const slow = await fresh.db.startTransaction().execute();
  await happen(slow, 1);
  await happen(fresh.db, 2);
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([]);
  expect(await drain(fresh.db, subscriber), 'more is pending').toBe(true);
  await slow.commit().execute();
  await happen(fresh.db, 3);
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([1, 2, 3]);
});

test('a batch whose handler throws comes again, and nothing it wrote stays', async () => {
  await happen(fresh.db, 1, 2);
  let broken = true;
  const seen = collector();
  const subscriber: Subscriber = {
    name: 'breaking',
    handle: async (db, events) => {
      await db.insertInto('platform.workers').values({ pool: newId(), host: 'x', pid: 1 }).execute();
      if (broken) throw new Error('broken');
      await seen.handle(db, events);
    },
  };
  await expect(drain(fresh.db, subscriber)).rejects.toThrow('broken');
  expect(await fresh.db.selectFrom('platform.workers').select('pool').execute()).toEqual([]);
  broken = false;
  await drain(fresh.db, subscriber);
  expect(seen.numbers).toEqual([1, 2]);
  expect(await fresh.db.selectFrom('platform.workers').select('pool').execute()).toHaveLength(1);
});

test('a connection that dies in the middle of a batch loses nothing', async () => {
  await happen(fresh.db, 1, 2);
  const seen = collector();
  let kill = true;
  const subscriber: Subscriber = {
    name: 'dying',
    handle: async (db, events) => {
      await seen.handle(db, events);
      if (kill) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);
    },
  };
  await expect(drain(fresh.db, subscriber)).rejects.toThrow(/terminat/i);
  kill = false;
  await drain(fresh.db, subscriber);
  expect(seen.numbers.slice(-2)).toEqual([1, 2]);
});

test('who wants only some events is handed those, and steps over the others', async () => {
  const subject = { kind: 'test', id: newId() };
  const noise = (count: number) =>
    emit(
      fresh.db,
      system,
      Array.from({ length: count }, () => ({ name: 'test.hummed' as const, subject, payload: {} })),
    );
  const subscriber = Object.assign(collector(), { events: ['test.happened'] });
  const position = async () =>
    (await fresh.db.selectFrom('platform.subscriptions').select('position').executeTakeFirst())?.position;
  await noise(3);
  await happen(fresh.db, 1);
  await noise(3);
  await drain(fresh.db, subscriber);
  expect([subscriber.numbers, await position()]).toEqual([[1], 7]);
  await noise(10);
  await drain(fresh.db, subscriber);
  expect(await position(), 'a few others are not worth a write').toBe(7);
  await noise(1_000);
  await drain(fresh.db, subscriber);
  expect(await position()).toBe(1_017);
  await happen(fresh.db, 2);
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([1, 2]);
});

test('one reader at a time: a second one finds the subscription taken and waits for no one', async () => {
  await happen(fresh.db, 1);
  const first = collector();
  let second = -1;
  const subscriber: Subscriber = {
    name: 'taken',
    handle: async (db, events) => {
      second = (await deliverNext(fresh.db, first)).delivered;
      await first.handle(db, events);
    },
  };
  await drain(fresh.db, collector('taken'));
  await happen(fresh.db, 2);
  first.name = 'taken';
  await drain(fresh.db, subscriber);
  expect(second).toBe(0);
  expect(first.numbers).toEqual([2]);
});

test('the reader wakes at a commit, comes back after an error and after losing its connection', async () => {
  let broken = true;
  const subscriber = collector('live', () => {
    if (broken) throw new Error('broken');
  });
  const other = collector('other');
  ears = openEars(fresh.pool, log);
  reader = startOutboxReader({ db: fresh.db, ears, log, subscribers: [subscriber, other] });
  await happen(fresh.db, 1);
  await vi.waitFor(() => expect(other.numbers).toEqual([1]), 8_000);
  broken = false;
  await vi.waitFor(() => expect(subscriber.numbers).toEqual([1]), 8_000);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'tandem ears'`.execute(fresh.db);
  await happen(fresh.db, 2);
  await vi.waitFor(() => expect(subscriber.numbers).toEqual([1, 2]), 8_000);
});

test('who reads no events of the name that is told sleeps on', async () => {
  const all = collector('all');
  const humming = { ...collector('humming'), events: ['test.hummed'] };
  const hum = { name: 'test.hummed', subject: { kind: 'test', id: newId() }, payload: {} } as const;
  let tell: (name: string) => void = () => undefined;
  const told: Ears = {
    on: (_channel, hear) => {
      tell = hear;
      return () => undefined;
    },
    stop: async () => undefined,
  };
  reader = startOutboxReader({ db: fresh.db, ears: told, log, subscribers: [all, humming] });
  // Their first rounds, which find nothing yet, end with a place each.
  const places = () => fresh.db.selectFrom('platform.subscriptions').select('name').execute();
  await expect.poll(places, { timeout: 8_000 }).toHaveLength(2);
  await emit(fresh.db, system, [hum]);
  tell('test.happened');
  await vi.waitFor(() => expect(all.numbers).toHaveLength(1), 8_000);
  expect(humming.numbers).toEqual([]);
  tell('');
  await vi.waitFor(() => expect(humming.numbers).toHaveLength(1), 8_000);
});

test('what another database of the server is doing holds nothing up', async () => {
  const other = await freshDatabase();
  const busy = await other.db.startTransaction().execute();
  await happen(busy, 99);
  await happen(fresh.db, 1);
  const subscriber = collector();
  expect(await drain(fresh.db, subscriber)).toBe(false);
  expect(subscriber.numbers).toEqual([1]);
  await busy.rollback().execute();
  await other.close();
});

test('a transaction that wrote long before its first event, and one that rolls back to a savepoint, are waited for', async () => {
  const subscriber = collector();
  const early = await fresh.db.startTransaction().execute();
  await early.insertInto('platform.workers').values({ pool: newId(), host: 'x', pid: 1 }).execute();
  await happen(fresh.db, 1);
  await transaction(early, async (inner) => {
    await happen(inner, 98);
    throw new Error('no');
  }).catch(() => undefined);
  await happen(early, 2);
  await happen(fresh.db, 3);
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([1]);
  await early.commit().execute();
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([1, 2, 3]);
});

test('one’s own events can be read in one’s own transaction', async () => {
  const subscriber = collector();
  const trx = await fresh.db.startTransaction().execute();
  await happen(trx, 1, 2);
  await drain(trx, subscriber);
  expect(subscriber.numbers).toEqual([1, 2]);
  await trx.rollback().execute();
});

test('positions beyond what fits a lock’s key are compared all the same', async () => {
  await sql`select setval('platform.events_position_seq', ${2 ** 31 - 2})`.execute(fresh.db);
  const subscriber = collector();
  const slow = await fresh.db.startTransaction().execute();
  await happen(slow, 1);
  await happen(fresh.db, 2, 3, 4);
  expect(await drain(fresh.db, subscriber)).toBe(true);
  expect(subscriber.numbers).toEqual([]);
  await slow.commit().execute();
  await drain(fresh.db, subscriber);
  expect(subscriber.numbers).toEqual([1, 2, 3, 4]);
  expect(await readableUpTo(fresh.db)).toEqual({ upTo: 2 ** 31 + 2, pending: false });
});

test('many writers and a reader at once: every event exactly once, each writer’s in order', async () => {
  const subscriber = collector();
  const state = { writing: true };
  const reading = (async () => {
    while (state.writing) await drain(fresh.db, subscriber);
    await drain(fresh.db, subscriber);
  })();
  const write = async (writer: number) => {
    for (let number = 0; number < 40; number++) {
      await transaction(fresh.db, async (trx) => {
        await happen(trx, writer * 1_000 + number);
        if (number % 3 === 0) await sql`select pg_sleep(0.004)`.execute(trx);
      });
    }
  };
  await Promise.all([write(1), write(2), write(3)]);
  state.writing = false;
  await reading;
  expect(subscriber.numbers).toHaveLength(120);
  for (const writer of [1, 2, 3]) {
    const numbers = subscriber.numbers.filter((number) => Math.floor(Number(number) / 1_000) === writer);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, number) => writer * 1_000 + number));
  }
});
