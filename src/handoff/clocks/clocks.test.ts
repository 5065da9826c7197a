import { afterEach, beforeEach, describe, expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, eventNames } from '../../workspace/testing.ts';
import { moveClocks, resetClocks, startClocks, stopClocks } from './clocks.ts';
import { attemptMade, verdictGiven } from './meeting.ts';
import { agree, clockOf, DAY, firstResponse, handedOff, HOUR } from './testing.ts';

const at = (text: string) => new Date(text);

// A Monday, ten in the morning in London.
beforeEach(() => freezeClock(at('2026-11-23T10:00:00Z')));
afterEach(releaseClock);

describe('starting', () => {
  test('a clock for each promise of sales, due in the working time of the rep', async ({ db }) => {
    await agree(db, [
      firstResponse({ graceMinutes: 15, steps: [{ afterMinutes: -20, do: 'remind' }] }),
      firstResponse({ id: 'verdict', metric: 'verdict', withinMinutes: DAY }),
    ]);
    const rep = await repIn(db, 'America/New_York');
    const id = await handedOff(db, { repId: rep });
    // In New York work begins at nine, 14:00Z.
    expect(await clockOf(db, id)).toMatchObject({
      rep_id: rep,
      started_at: at('2026-11-23T10:00:00Z'),
      due_at: at('2026-11-23T15:00:00Z'),
      late_at: at('2026-11-23T15:15:00Z'),
      next_at: at('2026-11-23T14:40:00Z'),
    });
    expect(await clockOf(db, id, 'verdict')).toMatchObject({ due_at: at('2026-11-23T22:00:00Z') });
  });

  test('who has no rep yet is waited for in the usual hours of the workspace', async ({ db }) => {
    await agree(db, [firstResponse()]);
    await db
      .insertInto('workspace.holidays')
      .values({ id: newId(), date: '2026-11-23', name: 'Closed', team_id: null })
      .execute();
    const id = await handedOff(db);
    expect(await clockOf(db, id)).toMatchObject({ rep_id: null, due_at: at('2026-11-24T10:00:00Z') });
  });

  test('without an agreement in force nothing runs; the terms are those of the day it was opened', async ({
    db,
  }) => {
    const before = await handedOff(db);
    expect(await clocks(db, before)).toEqual([]);
    const first = await agree(db, [firstResponse()]);
    const id = await handedOff(db);
    const second = await agree(db, [firstResponse({ withinMinutes: 4 * HOUR })]);
    const later = await handedOff(db);
    const rep = await repIn(db, 'Europe/London');
    await moveClocks(db, [id], rep);
    expect(await clockOf(db, id)).toMatchObject({ agreement_id: first, due_at: at('2026-11-23T11:00:00Z') });
    expect(await clockOf(db, later)).toMatchObject({
      agreement_id: second,
      due_at: at('2026-11-23T14:00:00Z'),
    });
  });

  test('who comes back on the agreed date is followed up, not answered', async ({ db }) => {
    const followUp = firstResponse({ id: 'back', metric: 'recycled_followed_up', withinMinutes: DAY });
    await agree(db, [firstResponse(), followUp]);
    expect(await clocks(db, await handedOff(db, { trigger: 'recycled' }))).toEqual(['back']);
    expect(await clocks(db, await handedOff(db))).toEqual(['first-response']);
  });

  test('starting them again starts nothing anew', async ({ db }) => {
    await agree(db, [firstResponse()]);
    const id = await handedOff(db);
    const before = await clockOf(db, id);
    freezeClock(at('2026-11-23T10:30:00Z'));
    await startClocks(db, [{ id }]);
    expect(await clockOf(db, id)).toEqual(before);
  });
});

describe('moving', () => {
  test('what one rep used stays used; the rest runs in the working time of the next', async ({ db }) => {
    await agree(db, [firstResponse({ withinMinutes: 2 * HOUR })]);
    const [london, vienna] = [await repIn(db, 'Europe/London'), await repIn(db, 'America/New_York')];
    const id = await handedOff(db, { repId: london });
    freezeClock(at('2026-11-23T10:45:00Z'));
    await moveClocks(db, [id], vienna);
    const moved = await clockOf(db, id);
    expect(moved.used_minutes).toBeCloseTo(45);
    expect(moved).toMatchObject({ rep_id: vienna, due_at: at('2026-11-23T15:15:00Z') });
    freezeClock(at('2026-11-23T14:15:00Z'));
    await moveClocks(db, [id], london);
    expect(await clockOf(db, id)).toMatchObject({ rep_id: london, due_at: at('2026-11-23T15:15:00Z') });
  });

  test('new hours, another zone or a holiday move what is ahead, in batches', async ({ db }) => {
    await agree(db, [firstResponse({ withinMinutes: DAY })]);
    const rep = await repIn(db, 'Europe/London');
    const ids = [await handedOff(db, { repId: rep }), await handedOff(db, { repId: rep })];
    const other = await handedOff(db);
    await db
      .insertInto('workspace.holidays')
      .values({ id: newId(), date: '2026-11-24', name: 'Closed', team_id: null })
      .execute();
    let after: string | null = null;
    let batches = 0;
    do {
      after = await resetClocks(db, { repIds: [rep], after, limit: 1 });
      batches++;
    } while (after !== null);
    expect(batches).toBe(3);
    for (const id of ids) expect((await clockOf(db, id)).due_at).toEqual(at('2026-11-25T10:00:00Z'));
    expect((await clockOf(db, other)).due_at).toEqual(at('2026-11-24T10:00:00Z'));
    expect(await resetClocks(db, { repIds: null, after: null, limit: 100 })).not.toBeNull();
    expect((await clockOf(db, other)).due_at).toEqual(at('2026-11-25T10:00:00Z'));
  });
});

describe('meeting', () => {
  test('in time is kept; too late is missed from the moment it was late, told once', async ({ db }) => {
    await agree(db, [firstResponse({ graceMinutes: 10 })]);
    const [early, late] = [await handedOff(db), await handedOff(db)];
    await attemptMade(db, early, at('2026-11-23T11:10:00Z'));
    await attemptMade(db, late, at('2026-11-23T11:10:01Z'));
    await attemptMade(db, late, at('2026-11-23T12:00:00Z'));
    expect(await clockOf(db, early)).toMatchObject({ missed_at: null, next_at: null, took_minutes: 70 });
    expect(await clockOf(db, late)).toMatchObject({
      met_at: at('2026-11-23T11:10:01Z'),
      missed_at: at('2026-11-23T11:10:00Z'),
      next_at: null,
    });
    expect((await eventNames(db)).filter((name) => name.startsWith('promise'))).toEqual(['promise.missed']);
  });

  test('several attempts are met by the last of them; giving up before is a miss', async ({ db }) => {
    await agree(db, [firstResponse({ id: 'attempts', metric: 'attempts', count: 2, withinMinutes: DAY })]);
    const [kept, givenUp, reached] = [await handedOff(db), await handedOff(db), await handedOff(db)];
    for (const id of [kept, givenUp, kept]) {
      await attempt(db, id);
      await attemptMade(db, id);
    }
    await verdictGiven(db, givenUp, { verdict: 'rejected', reason: 'not_reached' });
    await verdictGiven(db, reached, { verdict: 'accepted', reason: null });
    expect((await clockOf(db, kept, 'attempts')).met_at).not.toBeNull();
    expect(await clockOf(db, givenUp, 'attempts')).toMatchObject({
      met_at: null,
      missed_at: at('2026-11-23T10:00:00Z'),
      stopped_at: null,
    });
    expect(await clockOf(db, reached, 'attempts')).toMatchObject({
      missed_at: null,
      stopped_at: at('2026-11-23T10:00:00Z'),
    });
  });

  test('a verdict ends all: accepting answers the lead, returning it untried neither keeps nor breaks that', async ({
    db,
  }) => {
    await agree(db, [
      firstResponse(),
      firstResponse({ id: 'verdict', metric: 'verdict', withinMinutes: DAY }),
    ]);
    const [accepted, spam] = [await handedOff(db), await handedOff(db)];
    await verdictGiven(db, accepted, { verdict: 'accepted', reason: null });
    await verdictGiven(db, spam, { verdict: 'rejected', reason: 'spam' });
    expect((await clockOf(db, accepted)).met_at).not.toBeNull();
    expect(await clockOf(db, spam)).toMatchObject({ met_at: null, missed_at: null, next_at: null });
    expect((await clockOf(db, spam)).stopped_at).not.toBeNull();
    for (const id of [accepted, spam]) expect((await clockOf(db, id, 'verdict')).met_at).not.toBeNull();
  });

  test('what is stopped is neither kept nor missed; what was missed stays missed', async ({ db }) => {
    await agree(db, [firstResponse()]);
    const [running, missed] = [await handedOff(db), await handedOff(db)];
    await db
      .updateTable('handoff.clocks')
      .set({ missed_at: at('2026-11-23T11:00:00Z') })
      .where('handoff_id', '=', missed)
      .execute();
    await stopClocks(db, [running, missed]);
    expect(await clockOf(db, running)).toMatchObject({ missed_at: null, next_at: null });
    expect((await clockOf(db, running)).stopped_at).not.toBeNull();
    expect(await clockOf(db, missed)).toMatchObject({ stopped_at: null, next_at: null });
  });
});

async function repIn(db: Db, timeZone: string): Promise<string> {
  const { id } = await actor(db, 'rep');
  await db.updateTable('workspace.users').set({ time_zone: timeZone }).where('id', '=', id).execute();
  return id;
}

async function clocks(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('handoff.clocks')
    .select('promise')
    .where('handoff_id', '=', id)
    .orderBy('promise')
    .execute();
  return rows.map(({ promise }) => promise);
}

async function attempt(db: Db, id: string): Promise<void> {
  await db
    .insertInto('handoff.attempts')
    .values({
      id: newId(),
      handoff_id: id,
      kind: 'call',
      outcome: 'no_answer',
      words: null,
      by_id: system.id,
      at: at('2026-11-23T10:00:00Z'),
    })
    .execute();
}
