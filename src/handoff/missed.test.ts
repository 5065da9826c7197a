import { afterEach, expect } from 'vitest';
import '../rooms.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { StoredEvent } from '../platform/outbox.ts';
import { test } from '../platform/testing/testing.ts';
import { actor } from '../workspace/testing.ts';
import { attainmentOf } from './agreement/attainment.ts';
import { closeMonths } from './agreement/closing.ts';
import { listConsequences } from './agreement/consequences.ts';
import { routeAgain } from './assigning.ts';
import { fireDue } from './clocks/firing.ts';
import { agree, clockOf, firstResponse } from './clocks/testing.ts';
import { handoff } from './handoff.ts';
import { routeOnce } from './routing/route.ts';
import { handoffRow, hotLead, rep, ruleTo, setRouting } from './testing.ts';

afterEach(releaseClock);

/** Who has been told what about all that has happened, in order. */
async function told(db: Db, ids: ReadonlyMap<string, string>): Promise<string[]> {
  const events = (await db
    .selectFrom('platform.events')
    .selectAll()
    .orderBy('position')
    .execute()) as StoredEvent[];
  const all = [];
  for (const { on, tell } of handoff.notices ?? [])
    all.push(
      ...(await tell(
        db,
        events.filter(({ name }) => name === on),
      )),
    );
  const place = (event: StoredEvent) => events.findIndex(({ id }) => id === event.id);
  return all
    .toSorted((one, other) => place(one.event) - place(other.event))
    .map(({ event, userId }) => `${event.name} ${ids.get(userId) ?? userId}`);
}

test('a lead nobody answers goes its whole way: reminded, given to another, told, flagged, and what was agreed', async ({
  db,
}) => {
  freezeClock(new Date('2026-11-23T10:00:00Z'));
  await agree(db, [
    firstResponse({
      target: 1,
      steps: [
        { afterMinutes: -15, do: 'remind' },
        { afterMinutes: 15, do: 'reassign' },
        { afterMinutes: 30, do: 'tell_manager' },
        { afterMinutes: 60, do: 'flag_weekly' },
        { afterMinutes: 0, do: 'consequence', words: 'Capacity talk' },
      ],
    }),
  ]);
  const [hanna, jonas] = [await rep(db, 'Hanna'), await rep(db, 'Jonas')];
  const manager = await actor(db, 'sales_manager');
  const both = [hanna, jonas].map(({ id }, place) => ({ repId: id, weight: place === 0 ? 9 : 1 }));
  await setRouting(db, { rules: [ruleTo({ kind: 'reps', reps: both })] });
  const { id } = await hotLead(db);
  expect((await handoffRow(db, id)).rep_id).toBe(hanna.id);
  const seen: [string, string | null][] = [];
  for (const time of ['10:45', '11:00', '11:15', '11:30', '12:00']) {
    freezeClock(new Date(`2026-11-23T${time}:00Z`));
    // Twice, as two processes would: nothing happens a second time.
    for (let round = 0; round < 2; round++)
      await fireDue(db, async (trx, ids) => void (await routeAgain(trx, ids)));
    await routeOnce(db);
    seen.push([time, (await handoffRow(db, id)).rep_id]);
  }
  expect(seen.map(([, repId]) => repId)).toEqual([hanna.id, hanna.id, jonas.id, jonas.id, jonas.id]);
  // What was used of it stays used: the clock is Jonas’ now, and was missed once.
  expect(await clockOf(db, id)).toMatchObject({
    rep_id: jonas.id,
    missed_at: new Date('2026-11-23T11:00:00Z'),
  });
  const names = new Map([
    [hanna.id, 'Hanna'],
    [jonas.id, 'Jonas'],
    [manager.id, 'manager'],
  ]);
  const steps = (await told(db, names)).filter((each) => !each.startsWith('agreement.'));
  expect(steps).toEqual([
    'handoff.assigned Hanna',
    'promise.due-soon Hanna',
    'promise.missed Hanna',
    'handoff.assigned Jonas',
    'handoff.assigned Hanna',
    'promise.escalated manager',
  ]);
  const flagged = (await listConsequences(db, manager, { limit: 9 })).items;
  expect(flagged.map(({ step, handoffId }) => [step, handoffId])).toEqual([['flag_weekly', id]]);

  freezeClock(new Date('2026-12-02T10:00:00Z'));
  for (let hour = 0; hour < 2; hour++) await closeMonths(db);
  const { items } = await listConsequences(db, manager, { limit: 9 });
  expect(items.map(({ step, words }) => [step, words])).toEqual([
    ['consequence', 'Capacity talk'],
    ['flag_weekly', expect.any(String)],
  ]);
  const line = (await attainmentOf(db)).promises.find(({ side }) => side === 'sales');
  expect(line?.history).toEqual([{ month: '2026-11', value: 0, state: 'broken' }]);
});
