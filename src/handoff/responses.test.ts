import { afterEach, expect } from 'vitest';
import '../rooms.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { attainmentOf } from './agreement/attainment.ts';
import { showBoard } from './board.ts';
import { agree, firstResponse, handedOff } from './clocks/testing.ts';
import { quantiles } from './responses.ts';
import { tensionOf } from './tension/tension.ts';
import { rep } from './testing.ts';
import { assignHandoff, tryToReach } from './working.ts';

afterEach(() => releaseClock());
const at = (text: string) => freezeClock(new Date(`2026-11-${text}:00Z`));

async function mediansOf(db: Db, who: Awaited<ReturnType<typeof rep>>) {
  const promises = (await attainmentOf(db)).promises;
  return {
    agreement: promises.find(({ metric }) => metric === 'first_response')?.medianMinutes,
    board: (await showBoard(db, who, {})).month.medianMinutes,
    tension: (await tensionOf(db, who, {})).all.response?.median,
  };
}

test('the board, the agreement and the tension view time a lead by the same clock, over a weekend and two reps', async ({
  db,
}) => {
  const manager = await rep(db, 'Mira', { role: 'sales_manager' });
  const [hanna, jonas] = [await rep(db, 'Hanna'), await rep(db, 'Jonas')];
  await agree(db, [firstResponse()]);
  at('13T16:30');
  const id = await handedOff(db, { repId: hanna.id });
  at('16T09:10');
  await assignHandoff(db, manager, id, jonas.id);
  at('16T09:40');
  await tryToReach(db, jonas, id, { kind: 'call', outcome: 'reached' });
  // Thirty minutes of Friday, forty of Monday.
  expect(await mediansOf(db, manager)).toEqual({ agreement: 70, board: 70, tension: 70 });
});

test('without an agreement the working time of the rep counts, and in the queue the usual hours', async ({
  db,
}) => {
  const manager = await rep(db, 'Mira', { role: 'sales_manager' });
  at('13T16:30');
  const [id, waits] = [await handedOff(db, { repId: manager.id }), await handedOff(db)];
  at('16T09:40');
  await tryToReach(db, manager, id, { kind: 'call', outcome: 'reached' });
  await db
    .updateTable('handoff.handoffs')
    .set({ first_contact_at: new Date('2026-11-16T09:40:00Z') })
    .where('id', '=', waits)
    .execute();
  expect(await mediansOf(db, manager)).toMatchObject({ board: 70, tension: 70 });
});

test('quantiles lie between two values as percentile_cont’s do', () => {
  expect(quantiles([])).toBeNull();
  expect(quantiles([5])).toEqual({ median: 5, p90: 5, of: 1 });
  expect(quantiles([4, 1, 3, 2])).toEqual({ median: 2.5, p90: 3.7, of: 4 });
});
