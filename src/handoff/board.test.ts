import { sql } from 'kysely';
import { afterEach, describe, expect } from 'vitest';
import '../rooms.ts';
import { freezeClock, now, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { test } from '../platform/testing/testing.ts';
import { byHand, record } from '../touchpoints/touchpoints.ts';
import { makeTeam } from '../workspace/testing.ts';
import { casesOf } from './agreement/cases.ts';
import { showBoard } from './board.ts';
import { agree, firstResponse, handedOff } from './clocks/testing.ts';
import type { Lane } from './contract.ts';
import { judgeHandoff } from './judging.ts';
import { hotLead, rep, ruleTo, setRouting } from './testing.ts';
import { tryToReach } from './working.ts';

const MINUTE_MS = 60_000;
// A Wednesday at ten, in London and in the test workspace.
const start = new Date('2026-11-18T10:00:00Z');
afterEach(() => releaseClock());

function later(minutes: number): void {
  freezeClock(new Date(now().getTime() + minutes * MINUTE_MS));
}

const idsOf = ({ items }: Lane) => items.map(({ id }) => id);

async function due(db: Db, handoffId: string, inMinutes: number): Promise<void> {
  const agreement = await db.selectFrom('handoff.agreements').select('id').executeTakeFirst();
  const agreementId = agreement?.id ?? '00000000-0000-7000-8000-000000000777';
  if (!agreement)
    await db
      .insertInto('handoff.agreements')
      .values({
        id: agreementId,
        number: 1,
        state: 'retired',
        document: JSON.stringify({ text: '', words: [], promises: [] }),
        created_at: now(),
        updated_at: now(),
      })
      .execute();
  const { rep_id: repId } = await db
    .selectFrom('handoff.handoffs')
    .select('rep_id')
    .where('id', '=', handoffId)
    .executeTakeFirstOrThrow();
  const at = new Date(now().getTime() + inMinutes * MINUTE_MS);
  await db
    .insertInto('handoff.clocks')
    .values({
      handoff_id: handoffId,
      promise: 'first',
      agreement_id: agreementId,
      metric: 'first_response',
      rep_id: repId,
      started_at: now(),
      counted_from: now(),
      due_at: at,
      late_at: at,
    })
    .execute();
}

describe('the lanes', () => {
  test('show what is due soonest first, with the working minutes that are left', async ({ db }) => {
    freezeClock(start);
    const hanna = await rep(db, 'Hanna');
    const calm = await hotLead(db);
    const soon = await hotLead(db);
    const over = await hotLead(db);
    const without = await hotLead(db);
    await due(db, calm.id, 24 * 60);
    await due(db, soon.id, 14);
    await due(db, over.id, -22);
    const { ready } = (await showBoard(db, hanna, {})).lanes;
    expect(idsOf(ready)).toEqual([over.id, soon.id, calm.id, without.id]);
    // Until ten tomorrow it is a night and a working day of eight hours.
    expect(ready.items.map(({ clock }) => clock?.minutesLeft)).toEqual([-22, 14, 8 * 60, undefined]);
  });

  test('count a lead of the queue in the usual hours of the workspace', async ({ db }) => {
    freezeClock(start);
    const hanna = await rep(db, 'Hanna');
    await setRouting(db, { rules: [ruleTo({ kind: 'queue', teamId: null })] });
    const waits = await hotLead(db);
    await due(db, waits.id, 14 * 24 * 60);
    const { queue } = (await showBoard(db, hanna, {})).lanes;
    // Two weeks of the calendar are ten working days.
    expect(queue.items.map(({ clock }) => clock?.minutesLeft)).toEqual([10 * 8 * 60]);
  });

  test('follow a lead from the queue to its end, and what came out stays for a month', async ({ db }) => {
    freezeClock(start);
    const hanna = await rep(db, 'Hanna');
    await setRouting(db, { rules: [ruleTo({ kind: 'queue', teamId: null })] });
    const [first, second] = [await hotLead(db), await hotLead(db)];
    expect(idsOf((await showBoard(db, hanna, {})).lanes.queue)).toEqual([first.id, second.id]);
    later(5);
    await tryToReach(db, hanna, first.id, { kind: 'call', outcome: 'reached' });
    const board = await showBoard(db, hanna, {});
    expect([idsOf(board.lanes.queue), idsOf(board.lanes.contacting)]).toEqual([[second.id], [first.id]]);
    await judgeHandoff(db, hanna, first.id, { verdict: 'accepted' });
    await judgeHandoff(db, hanna, second.id, { verdict: 'rejected', reason: 'no_need' });
    const ended = (await showBoard(db, hanna, {})).lanes;
    expect([idsOf(ended.accepted), idsOf(ended.returned)]).toEqual([[first.id], [second.id]]);
    later(31 * 24 * 60);
    const long = (await showBoard(db, hanna, {})).lanes;
    expect([long.accepted.count, long.returned.count]).toEqual([0, 0]);
  });

  test('can be narrowed to a rep or a team', async ({ db }) => {
    const [north, south] = [await makeTeam(db, 'North'), await makeTeam(db, 'South')];
    const hanna = await rep(db, 'Hanna', { team: north });
    const jonas = await rep(db, 'Jonas', { team: south });
    const manager = await rep(db, 'Mira', { role: 'sales_manager' });
    const hers = await hotLead(db, { ownerId: hanna.id });
    const his = await hotLead(db, { ownerId: jonas.id });
    const ready = async (asked: Parameters<typeof showBoard>[2]) =>
      idsOf((await showBoard(db, manager, asked)).lanes.ready);
    expect((await ready({})).toSorted((a, b) => (a < b ? -1 : 1))).toHaveLength(2);
    expect(await ready({ rep: hanna.id })).toEqual([hers.id]);
    expect(await ready({ team: south })).toEqual([his.id]);
    expect(await ready({ rep: 'me' })).toEqual([]);
  });
});

test('the month counts what was opened in it, and how long the first contact took', async ({ db }) => {
  freezeClock(start);
  const hanna = await rep(db, 'Hanna');
  const leads = [await hotLead(db), await hotLead(db), await hotLead(db)];
  for (const [n, { id }] of leads.entries()) {
    later(10 * (n + 1));
    await tryToReach(db, hanna, id, { kind: 'call', outcome: 'reached' });
  }
  await judgeHandoff(db, hanna, leads[0]?.id ?? '', { verdict: 'accepted' });
  // After 10, 30 and 60 minutes.
  expect((await showBoard(db, hanna, {})).month).toMatchObject({
    since: new Date('2026-11-01T00:00:00Z'),
    opened: 3,
    contacted: 3,
    accepted: 1,
    rejected: 0,
    medianMinutes: 30,
  });
  freezeClock(new Date('2026-12-02T10:00:00Z'));
  expect((await showBoard(db, hanna, {})).month).toMatchObject({ opened: 0, medianMinutes: null });
});

test('mine counts mine alone: what was handed over, how fast, and the first responses that were kept', async ({
  db,
}) => {
  freezeClock(start);
  const manager = await rep(db, 'Mira', { role: 'sales_manager' });
  const [hanna, jonas] = [await rep(db, 'Hanna'), await rep(db, 'Jonas')];
  await agree(db, [firstResponse()]);
  const [kept, late, his] = [
    await handedOff(db, { repId: hanna.id }),
    await handedOff(db, { repId: hanna.id }),
    await handedOff(db, { repId: jonas.id }),
  ];
  later(20);
  await tryToReach(db, manager, kept, { kind: 'call', outcome: 'reached' });
  later(80);
  await tryToReach(db, manager, late, { kind: 'call', outcome: 'reached' });
  await tryToReach(db, manager, his, { kind: 'call', outcome: 'reached' });
  const { month } = await showBoard(db, hanna, { rep: 'me' });
  const response = { promise: 'first-response', month: '2026-11', kept: 1, decided: 2 };
  expect(month).toMatchObject({ opened: 2, contacted: 2, medianMinutes: 60, response });
  const mine = async (keep: 'yes' | 'no' | 'done') => {
    const query = { promise: 'first-response', rep: 'me' as const, kept: keep, limit: 9 };
    return (await casesOf(db, hanna, query)).items.map(({ handoffId }) => handoffId).toSorted();
  };
  expect([await mine('yes'), await mine('no')]).toEqual([[kept], [late]]);
  expect(await mine('done')).toEqual([kept, late].toSorted());
  expect((await showBoard(db, manager, {})).month).toMatchObject({ opened: 3, response: null });
});

test('a card shows the last six weeks: touches by team and channel, and how warm they were', async ({
  db,
}) => {
  const hanna = await rep(db, 'Hanna');
  freezeClock(start);
  const { id, contactId } = await hotLead(db);
  const touched = (
    daysAgo: number,
    kind: string,
    team: 'marketing' | 'sales',
    channel: 'search' | 'phone',
  ) => ({
    messageId: `${kind} ${daysAgo}`,
    person: { contactId },
    occurredAt: new Date(start.getTime() - daysAgo * 86_400_000),
    kind,
    team,
    channel,
  });
  await record(db, hanna, byHand, [
    touched(50, 'page_view', 'marketing', 'search'),
    touched(10, 'page_view', 'marketing', 'search'),
    touched(10.5, 'form_submitted', 'marketing', 'search'),
    touched(1, 'call_warm', 'sales', 'phone'),
    touched(0.5, 'note', 'sales', 'phone'),
  ]);
  // What the score made of these touches is of no interest here.
  await sql`delete from scoring.moves where contact_id = ${contactId}`.execute(db);
  await sql`insert into scoring.moves (contact_id, moved_at, id, model_id, from_temperature, to_temperature, why, fit, engagement)
    values (${contactId}, ${start}::timestamptz - interval '60 days', ${newId()}, ${newId()}, 'cold', 'warm', 'touched', 50, 50),
      (${contactId}, ${start}::timestamptz - interval '2 days', ${newId()}, ${newId()}, 'warm', 'hot', 'touched', 50, 50)`.execute(
    db,
  );
  const { lanes } = await showBoard(db, hanna, {});
  const { journey } = lanes.ready.items.find((card) => card.id === id) ?? {};
  expect(journey?.marks).toEqual([
    { stretch: 3, team: 'marketing', channel: 'search', kind: expect.any(String), touches: 2 },
    { stretch: 0, team: 'sales', channel: 'phone', kind: 'call_warm', touches: 1 },
  ]);
  expect(journey).toMatchObject({ temperature: 'hot', began: 'warm', moves: [{ to: 'hot' }] });
});
