import { describe, expect } from 'vitest';
import '../rooms.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { test } from '../platform/testing/testing.ts';
import { eventNames, makeTeam } from '../workspace/testing.ts';
import { showBoard } from './board.ts';
import { agree, firstResponse } from './clocks/testing.ts';
import { judgeHandoff } from './judging.ts';
import { heedCalendar } from './rounds.ts';
import { routeOnce } from './routing/route.ts';
import { handoffRow, handoffsOf, hotLead, moves, openOf, rep, ruleTo, setRouting } from './testing.ts';
import { assignHandoff, claimHandoff, tryToReach } from './working.ts';

const queueOnly = { rules: [ruleTo({ kind: 'queue', teamId: null })] };

describe('the queue', () => {
  test('is claimed by one, and the other is told who was faster', async ({ db }) => {
    const [hanna, jonas] = [await rep(db, 'Hanna Brandt'), await rep(db, 'Jonas Whitfield')];
    await setRouting(db, queueOnly);
    const { id, contactId } = await hotLead(db);
    expect((await claimHandoff(db, hanna, id)).rep?.id).toBe(hanna.id);
    await expect(claimHandoff(db, jonas, id)).rejects.toThrow('Hanna Brandt has this lead already.');
    expect((await claimHandoff(db, hanna, id)).routedBy).toBe('Claimed by Hanna Brandt');
    expect(await ownerOf(db, contactId)).toBe(hanna.id);
  });

  test('is taken from by whoever tries to reach the lead', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    await setRouting(db, queueOnly);
    const { id } = await hotLead(db);
    const tried = await tryToReach(db, hanna, id, { kind: 'call', outcome: 'no_answer' });
    expect(tried).toMatchObject({ rep: { id: hanna.id }, state: 'contacting', attempts: 1 });
  });
});

test('an attempt counts, answers the clock once, and stands on the line', async ({ db }) => {
  await agree(db, [firstResponse()]);
  const hanna = await rep(db, 'Hanna Brandt');
  const { id, contactId } = await hotLead(db);
  const running = (await showBoard(db, hanna, {})).lanes.ready.items[0]?.clock;
  expect(running).toMatchObject({ promise: 'first-response', metAt: null });
  const first = await tryToReach(db, hanna, id, {
    kind: 'call',
    outcome: 'voicemail',
    words: 'Left a message',
  });
  const again = await tryToReach(db, hanna, id, { kind: 'email', outcome: 'sent' });
  expect(again).toMatchObject({ attempts: 2, firstContactAt: first.firstContactAt });
  expect(again.attemptsMade.map(({ kind, words }) => [kind, words])).toEqual([
    ['email', null],
    ['call', 'Left a message'],
  ]);
  expect(again.clocks[0]?.metAt).not.toBeNull();
  const line = await db
    .selectFrom('touchpoints.touchpoints')
    .select(['kind', 'properties', 'team'])
    .where('contact_id', '=', contactId)
    .orderBy('kind')
    .execute();
  expect(line).toEqual([
    { kind: 'call_unanswered', team: 'sales', properties: { note: 'Left a message', outcome: 'voicemail' } },
    { kind: 'email_written', team: 'sales', properties: {} },
  ]);
  const future = new Date(Date.now() + 3_600_000).toISOString();
  await expect(tryToReach(db, hanna, id, { kind: 'call', outcome: 'reached', at: future })).rejects.toThrow(
    'This is in the future',
  );
});

describe('a verdict', () => {
  test('is given once: of two who accept, the second is told who did', async ({ db }) => {
    const north = await makeTeam(db, 'North');
    const [hanna, jonas] = [await rep(db, 'Hanna Brandt', { team: north }), await rep(db, 'Jonas')];
    await setRouting(db, queueOnly);
    const { id, contactId } = await hotLead(db);
    const { handoff } = await judgeHandoff(db, hanna, id, { verdict: 'accepted', words: 'Six salons' });
    expect(handoff).toMatchObject({ state: 'accepted', rep: { id: hanna.id }, words: 'Six salons' });
    await expect(judgeHandoff(db, jonas, id, { verdict: 'accepted' })).rejects.toThrow(
      'Hanna Brandt has accepted this lead already.',
    );
    expect(await stageOf(db, contactId)).toBe('sql');
    expect(await kindsOf(db, contactId)).toEqual(['lead_accepted']);
  });

  test('may open the deal that is wished for, and what it brings comes back', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const { id, contactId } = await hotLead(db);
    const deal = { name: 'Opening set', amount: 164_000, currency: 'GBP', expectedCloseOn: null };
    const { dealId } = await judgeHandoff(db, hanna, id, { verdict: 'accepted', deal });
    const opened = await db.selectFrom('pipeline.deals').selectAll().executeTakeFirstOrThrow();
    expect(opened).toMatchObject({ id: dealId, handoff_id: id, owner_id: hanna.id, amount: 164_000 });
    expect(await stageOf(db, contactId)).toBe('opportunity');
    const { tell } = await import('../platform/listeners.ts');
    await tell(db, system, 'handoffs.sold', { handoffIds: [id], outcome: 'won' });
    expect((await handoffRow(db, id)).state).toBe('won');
    await tell(db, system, 'handoffs.sold', { handoffIds: [id], outcome: 'open' });
    expect((await handoffRow(db, id)).state).toBe('accepted');
  });

  test('that returns a lead gives it back to whom it belonged', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const tomas = await rep(db, 'Tomás Lind', { role: 'marketer' });
    const { id, contactId } = await hotLead(db, { ownerId: tomas.id });
    expect(await ownerOf(db, contactId)).toBe(hanna.id);
    await judgeHandoff(db, hanna, id, { verdict: 'rejected', reason: 'no_budget', words: 'One chair' });
    expect(await ownerOf(db, contactId)).toBe(tomas.id);
    expect(await handoffRow(db, id)).toMatchObject({
      state: 'returned',
      reason: 'no_budget',
      words: 'One chair',
    });
    expect(await kindsOf(db, contactId)).toEqual(['lead_rejected']);
    expect(await db.selectFrom('handoff.barred').select(['rule', 'reason']).execute()).toEqual([
      { rule: 'hot', reason: 'no_budget' },
    ]);
  });

  test('frees a place, and who waits for one is looked at again', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    await setRouting(db, { capacity: 1 });
    const [first, second] = [await hotLead(db), await hotLead(db)];
    expect((await handoffRow(db, second.id)).rep_id).toBeNull();
    expect(await routeOnce(db)).toBe(0);
    await judgeHandoff(db, hanna, first.id, { verdict: 'accepted' });
    expect(await routeOnce(db)).toBe(1);
    expect((await handoffRow(db, second.id)).rep_id).toBe(hanna.id);
  });
});

describe('a recycled lead', () => {
  test('comes back by itself on its day, to the rep who put it off, knowing of the first time', async ({
    db,
  }) => {
    const [hanna] = [await rep(db, 'Hanna Brandt'), await rep(db, 'Jonas Whitfield')];
    const { id, contactId } = await hotLead(db);
    await assignHandoff(db, { ...hanna, role: 'owner' }, id, hanna.id);
    await judgeHandoff(db, hanna, id, putOff('2027-03-01'));
    expect(await handoffRow(db, id)).toMatchObject({ state: 'returned', recycle_on: '2027-03-01' });
    await heedCalendar(db);
    expect(await handoffsOf(db, contactId)).toHaveLength(1);
    await theDayComes(db, id);
    await heedCalendar(db);
    await heedCalendar(db);
    await routeOnce(db);
    const back = await handoffRow(db, await openOf(db, contactId));
    expect(back).toMatchObject({ trigger: 'recycled', rep_id: hanna.id, returned_from: id });
    expect(back.why.note).toContain('Contract until March');
    expect(back.routed_by).toMatch(/^Hanna Brandt had this lead before/);
  });

  test('that was hot again before its day does not come twice', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const { id, contactId } = await hotLead(db);
    await judgeHandoff(db, hanna, id, putOff('2027-03-01'));
    await moves(db, { contactId });
    await judgeHandoff(db, hanna, await openOf(db, contactId), { verdict: 'rejected', reason: 'no_need' });
    await theDayComes(db, id);
    await heedCalendar(db);
    expect(await handoffsOf(db, contactId)).toHaveLength(2);
  });

  test('needs a day that lies ahead, and not too far', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const { id } = await hotLead(db);
    await expect(judgeHandoff(db, hanna, id, putOff('2020-01-01'))).rejects.toThrow('after today');
    await expect(judgeHandoff(db, hanna, id, putOff('2099-01-01'))).rejects.toThrow(
      'within the next two years',
    );
    expect((await handoffRow(db, id)).state).toBe('ready');
  });
});

describe('giving a lead to somebody else', () => {
  test('says so to both, and its clock runs on', async ({ db }) => {
    await agree(db, [firstResponse()]);
    const hanna = await rep(db, 'Hanna Brandt');
    const { id, contactId } = await hotLead(db);
    const started = await clock(db, id);
    const jonas = await rep(db, 'Jonas Whitfield');
    const manager = await rep(db, 'Mira Sand', { role: 'sales_manager' });
    const given = await assignHandoff(db, manager, id, jonas.id);
    expect(given).toMatchObject({ rep: { id: jonas.id }, routedBy: 'Assigned by Mira Sand' });
    expect(await clock(db, id)).toMatchObject({ rep_id: jonas.id, started_at: started.started_at });
    expect(await ownerOf(db, contactId)).toBe(jonas.id);
    await expect(assignHandoff(db, hanna, id, hanna.id)).rejects.toThrow('belongs to somebody else');
  });

  test('back to the routing goes to another, never to the same again', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const { id, contactId } = await hotLead(db);
    const jonas = await rep(db, 'Jonas Whitfield');
    await assignHandoff(db, hanna, id, null);
    expect(await ownerOf(db, contactId)).toBeNull();
    await routeOnce(db);
    expect((await handoffRow(db, id)).rep_id).toBe(jonas.id);
    await assignHandoff(db, jonas, id, null);
    await routeOnce(db);
    expect((await handoffRow(db, id)).rep_id).toBeNull();
    expect((await eventNames(db)).at(-1)).toBe('handoff.queued');
  });

  test('is not done to somebody who does not sell or does not work here any more', async ({ db }) => {
    const hanna = await rep(db, 'Hanna Brandt');
    const tomas = await rep(db, 'Tomás Lind', { role: 'marketer' });
    const { id } = await hotLead(db);
    await expect(assignHandoff(db, hanna, id, tomas.id)).rejects.toThrow('does not work on hand-offs');
  });
});

const putOff = (recycleOn: string) =>
  ({ verdict: 'recycled', reason: 'bad_timing', words: 'Contract until March', recycleOn }) as const;

async function theDayComes(db: Db, id: string): Promise<void> {
  await db.updateTable('handoff.handoffs').set({ recycle_on: '2020-03-01' }).where('id', '=', id).execute();
}

async function ownerOf(db: Db, contactId: string): Promise<string | null> {
  const contact = await db
    .selectFrom('audience.contacts')
    .select('owner_id')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return contact.owner_id;
}

async function stageOf(db: Db, contactId: string): Promise<string> {
  const contact = await db
    .selectFrom('audience.contacts')
    .select('stage')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return contact.stage;
}

async function kindsOf(db: Db, contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('touchpoints.touchpoints')
    .select('kind')
    .where('contact_id', '=', contactId)
    .where('kind', 'like', 'lead%')
    .execute();
  return rows.map(({ kind }) => kind);
}

function clock(db: Db, id: string) {
  return db.selectFrom('handoff.clocks').selectAll().where('handoff_id', '=', id).executeTakeFirstOrThrow();
}
