import { pino } from 'pino';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test as plain } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { openEars } from '../../platform/ears.ts';
import { freshDatabase, test, type FreshDatabase } from '../../platform/testing/testing.ts';
import { actor, openTestWorkspace } from '../../workspace/testing.ts';
import type { Step } from '../agreement/agreement.ts';
import { fireDue, nextDue } from './firing.ts';
import { attemptMade } from './meeting.ts';
import { keepClocks } from './round.ts';
import { agree, clockOf, DAY, firstResponse, handedOff } from './testing.ts';

const at = (text: string) => new Date(text);
const nobody = async () => undefined;

beforeEach(() => freezeClock(at('2026-11-23T10:00:00Z')));
afterEach(releaseClock);

const steps: Step[] = [
  { afterMinutes: -15, do: 'remind' },
  { afterMinutes: 0, do: 'reassign' },
  { afterMinutes: 30, do: 'remind' },
  { afterMinutes: 60, do: 'tell_manager' },
  { afterMinutes: 120, do: 'flag_weekly' },
];

describe('what was agreed happens by itself', () => {
  test('each step at its moment, once, in order', async ({ db }) => {
    await agree(db, [firstResponse({ steps })]);
    const { id: rep } = await actor(db, 'rep');
    const id = await handedOff(db, { repId: rep });
    const rerouted: string[][] = [];
    const seen: [string, string[]][] = [];
    for (const time of ['10:44', '10:45', '11:00', '11:30', '12:00', '13:00', '14:00']) {
      freezeClock(at(`2026-11-23T${time}:00Z`));
      const before = (await told(db)).length;
      await fireDue(db, async (_db, ids) => void rerouted.push(ids));
      await fireDue(db, nobody);
      seen.push([time, (await told(db)).slice(before)]);
    }
    expect(seen).toEqual([
      ['10:44', []],
      ['10:45', ['promise.due-soon']],
      ['11:00', ['promise.missed']],
      ['11:30', ['promise.reminded']],
      ['12:00', ['promise.escalated']],
      ['13:00', ['consequence.raised']],
      ['14:00', []],
    ]);
    expect(rerouted).toEqual([[id]]);
    expect(await clockOf(db, id)).toMatchObject({ missed_at: at('2026-11-23T11:00:00Z'), next_at: null });
    const flagged = await db.selectFrom('handoff.consequences').selectAll().execute();
    expect(flagged).toMatchObject([{ handoff_id: id, step: 'flag_weekly', month: '2026-11-01' }]);
    expect(await nextDue(db)).toBeNull();
  });

  test('after a night in which nothing ran, all of it comes at once, without the reminder that is past', async ({
    db,
  }) => {
    await agree(db, [firstResponse({ steps })]);
    const id = await handedOff(db);
    freezeClock(at('2026-11-24T09:00:00Z'));
    expect(await fireDue(db, nobody)).toBe(1);
    expect(await told(db)).toEqual([
      'promise.missed',
      'promise.reminded',
      'promise.escalated',
      'consequence.raised',
    ]);
    expect((await clockOf(db, id)).missed_at).toEqual(at('2026-11-23T11:00:00Z'));
  });

  test('what was done in time makes no noise', async ({ db }) => {
    await agree(db, [firstResponse({ steps })]);
    const id = await handedOff(db);
    await attemptMade(db, id);
    freezeClock(at('2026-12-01T09:00:00Z'));
    expect(await fireDue(db, nobody)).toBe(0);
    expect(await told(db)).toEqual([]);
  });

  test('over a night in which the clocks change, by the hours as they are worked', async ({ db }) => {
    // Friday 16:00 in London in winter time; on Monday it is summer.
    freezeClock(at('2027-03-26T16:00:00Z'));
    await agree(db, [firstResponse({ withinMinutes: 120 })]);
    const id = await handedOff(db);
    expect((await clockOf(db, id)).due_at).toEqual(at('2027-03-29T09:00:00Z'));
    freezeClock(at('2027-03-29T08:59:59Z'));
    expect(await fireDue(db, nobody)).toBe(0);
    freezeClock(at('2027-03-29T09:00:00Z'));
    expect(await fireDue(db, nobody)).toBe(1);
    expect(await told(db)).toEqual(['promise.missed']);
  });

  test('many come due in batches', async ({ db }) => {
    await agree(db, [
      firstResponse(),
      firstResponse({ id: 'verdict', metric: 'verdict', withinMinutes: DAY }),
    ]);
    for (let lead = 0; lead < 5; lead++) await handedOff(db);
    freezeClock(at('2026-11-23T11:00:00Z'));
    expect([
      await fireDue(db, nobody, 3),
      await fireDue(db, nobody, 3),
      await fireDue(db, nobody, 3),
    ]).toEqual([3, 2, 0]);
    expect(await nextDue(db)).toEqual(at('2026-11-24T10:00:00Z'));
  });
});

describe('across processes', () => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase();
    await openTestWorkspace(fresh.db);
  });
  afterEach(() => fresh.close());

  plain('two rounds at once fire each clock once', async () => {
    const { db } = fresh;
    await agree(db, [firstResponse()]);
    for (let lead = 0; lead < 30; lead++) await handedOff(db);
    freezeClock(at('2026-11-23T11:00:00Z'));
    const fired = await Promise.all([1, 2, 3, 4].map(() => fireDue(db, nobody, 20)));
    while ((await fireDue(db, nobody, 20)) > 0);
    expect(Math.max(...fired)).toBeLessThanOrEqual(20);
    const { rows } = await sql<{ id: string; times: number }>`
      select subject_id as id, count(*) as times from platform.events where name = 'promise.missed' group by 1`.execute(
      db,
    );
    expect(rows).toHaveLength(30);
    expect(rows.every(({ times }) => times === 1)).toBe(true);
  });

  plain('a process that dies in the middle has done nothing: it is done again, once', async () => {
    const { db } = fresh;
    await agree(db, [firstResponse({ steps })]);
    const id = await handedOff(db);
    freezeClock(at('2026-11-23T11:00:00Z'));
    const killed = fireDue(db, async (trx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
    });
    await expect(killed).rejects.toThrow();
    expect(await told(db)).toEqual([]);
    expect((await clockOf(db, id)).missed_at).toBeNull();
    expect(await fireDue(db, nobody)).toBe(1);
    expect(await fireDue(db, nobody)).toBe(0);
    expect(await told(db)).toEqual(['promise.missed']);
  });

  plain('an attempt and the round at the same moment: one of them tells of the miss', async () => {
    const { db } = fresh;
    await agree(db, [firstResponse()]);
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => handedOff(db)));
    freezeClock(at('2026-11-23T11:30:00Z'));
    await Promise.all([
      fireDue(db, nobody),
      ...ids.map((id) => db.transaction().execute((trx) => attemptMade(trx, id))),
    ]);
    await fireDue(db, nobody);
    expect(await told(db)).toEqual(ids.map(() => 'promise.missed'));
    for (const id of ids) expect((await clockOf(db, id)).met_at).not.toBeNull();
  });

  plain(
    'the work side wakes by itself when something comes due, also what was due while it was away',
    async () => {
      releaseClock();
      const { db, pool } = fresh;
      await agree(db, [firstResponse()]);
      const [past, soon] = [await handedOff(db), await handedOff(db)];
      await dueAt(db, past, new Date(Date.now() - 3_600_000));
      const log = pino({ level: 'silent' });
      const ears = openEars(pool, log);
      const rounds = keepClocks({ db, ears, log }, nobody);
      try {
        await rounds.first;
        expect(await told(db)).toEqual(['promise.missed']);
        await dueAt(db, soon, new Date(Date.now() + 300));
        await expect.poll(() => told(db), { timeout: 15_000, interval: 50 }).toHaveLength(2);
      } finally {
        await rounds.stop();
        await ears.stop();
      }
    },
  );
});

async function dueAt(db: Db, id: string, moment: Date): Promise<void> {
  await db
    .updateTable('handoff.clocks')
    .set({ due_at: moment, late_at: moment, next_at: moment })
    .where('handoff_id', '=', id)
    .execute();
}

async function told(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('platform.events').select('name').orderBy('position').execute();
  return rows.map(({ name }) => name).filter((name) => /^(promise|consequence)\./.test(name));
}
