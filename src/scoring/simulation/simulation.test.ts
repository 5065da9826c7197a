import { sql } from 'kysely';
import { beforeEach, afterEach, describe, expect, onTestFinished } from 'vitest';
import { makeContact } from '../../audience/testing.ts';
import { system, type Actor } from '../../platform/actor.ts';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { listen } from '../../platform/listeners.ts';
import { createLog } from '../../platform/log.ts';
import { newId } from '../../platform/ids.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor } from '../../workspace/testing.ts';
import { makeSource } from '../../touchpoints/testing.ts';
import { record, type NewTouchpoint } from '../../touchpoints/touchpoints.ts';
import type { ModelDocument } from '../model.ts';
import type { Simulation } from './contract.ts';
import { simulationJobs } from './jobs.ts';
import { changeCapacity, findSimulation, listSimulations, startSimulation } from './simulations.ts';

const DAY = 86_400_000;
const today = new Date('2026-11-23T12:00:00Z');
const daysAgo = (days: number) => new Date(today.getTime() - days * DAY);

beforeEach(() => freezeClock(today));
afterEach(() => releaseClock());

const line = (enter: number, leave: number, fit = 0) => ({
  engagement: { enter, leave },
  fit: { enter: fit, leave: fit },
});
const document: ModelDocument = {
  fit: { base: 50, rules: [], grades: { a: 75, b: 50, c: 25 } },
  groups: [
    {
      id: 'web',
      label: 'Web',
      cap: 100,
      halfLifeDays: 7,
      rules: [
        { id: 'prices', points: 30, what: { kinds: ['page_view'], page: '/pricing' } },
        { id: 'often', points: 40, what: { kinds: ['page_view'] }, often: { from: 3, most: 1, days: 7 } },
      ],
    },
  ],
  raisedHands: [{ id: 'demo', label: 'Asked for a demo', what: { kinds: ['form_submitted'], name: 'demo' } }],
  raisedHandDays: 14,
  warm: line(20, 15),
  hot: line(55, 45),
};

/** By the one in force nobody is hot but by a raised hand. */
const strict: ModelDocument = { ...document, groups: [], hot: line(1, 1), warm: line(1, 1) };

async function draftOf(db: Db, change: Partial<ModelDocument> = {}): Promise<string> {
  await db.updateTable('scoring.models').set({ state: 'retired' }).where('state', '=', 'in_force').execute();
  await addModel(db, 9_000, 'in_force', strict);
  return addModel(db, 9_001, 'draft', { ...document, ...change });
}

async function addModel(
  db: Db,
  number: number,
  state: 'in_force' | 'draft',
  written: ModelDocument,
): Promise<string> {
  const id = newId();
  await db
    .insertInto('scoring.models')
    .values({
      id,
      number,
      state,
      document: JSON.stringify(written),
      note: null,
      based_on: null,
      created_by: null,
      created_at: today,
      updated_at: today,
      proposed_by: null,
      proposed_at: null,
      marketing_signed_by: null,
      marketing_signed_at: null,
      sales_signed_by: null,
      sales_signed_at: null,
      operation_id: null,
      in_force_at: null,
      retired_at: null,
    })
    .execute();
  return id;
}

type Touched = Partial<NewTouchpoint> & { kind: string; days: number };

/** Somebody with an address, and what they did so many days ago. */
async function person(db: Db, name: string, touches: Touched[]): Promise<string> {
  const email = `${name.toLowerCase()}@${newId()}.example`;
  const { id } = await makeContact(db, { givenName: name, email });
  const source = await makeSource(db);
  await record(
    db,
    system,
    source,
    touches.map(({ days, ...touch }) => ({
      messageId: newId(),
      person: { email },
      occurredAt: daysAgo(days),
      ...touch,
    })),
  );
  return id;
}

const prices = (days: number): Touched => ({
  kind: 'page_view',
  days,
  properties: { url: 'https://shop.example/Pricing' },
});
const page = (days: number): Touched => ({
  kind: 'page_view',
  days,
  properties: { url: 'https://shop.example/' },
});

async function simulated(db: Db, who: Actor, modelId: string, capacity?: number): Promise<Simulation> {
  const { id, operationId } = await startSimulation(db, who, modelId, { capacity });
  const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 1 };
  await simulationJobs['scoring.simulate']?.({ operationId: operationId ?? '', simulationId: id }, context);
  return findSimulation(db, who, id);
}

async function stageMove(db: Db, contactId: string, to: 'sql' | 'customer', days: number): Promise<void> {
  await db
    .insertInto('audience.stage_moves')
    .values({
      contact_id: contactId,
      id: newId(),
      from_stage: 'lead',
      to_stage: to,
      moved_at: daysAgo(days),
      moved_by_kind: 'system',
      moved_by_id: null,
      moved_by_name: 'Tandem',
    })
    .execute();
}

describe('a simulation', () => {
  test('replays what everybody did, with what sales made of it', async ({ db }) => {
    const who = await actor(db, 'marketing_manager');
    const twice = await person(db, 'Twice', [prices(30), prices(29)]);
    await stageMove(db, twice, 'sql', 20);
    await stageMove(db, twice, 'customer', 10);
    await person(db, 'Once', [prices(30)]);
    // Three pages in a week count once more: 40, and 30 for the prices.
    const often = await person(db, 'Often', [page(40), page(39), prices(38), page(37)]);
    await stageMove(db, often, 'sql', 60);
    const demo = await person(db, 'Demo', [{ kind: 'form_submitted', name: 'Book a DEMO', days: 3 }]);
    await person(db, 'Before', [prices(120), prices(120)]);
    const gone = await person(db, 'Gone', [prices(5), prices(5)]);
    await db.updateTable('audience.contacts').set({ deleted_at: today }).where('id', '=', gone).execute();

    const { outcome, comparedWith, finishedAt, current } = await simulated(db, who, await draftOf(db));
    expect({ comparedWith, current }).toMatchObject({ comparedWith: { number: 9_000 }, current: true });
    expect(finishedAt).not.toBeNull();
    expect(outcome?.draft).toMatchObject({ people: 3, moves: 3, ever: 3, accepted: 1, won: 1, rejected: 0 });
    expect(outcome?.draft.now.hot).toBe(1);
    expect(outcome?.looked).toBe(outcome?.contacts);
    expect(outcome).toMatchObject({ accepted: 2, won: 1 });
    // The demo is hot by the one in force, too; the weeks say when each became so.
    expect(outcome?.movesIn.people.map(({ id }) => id)).not.toContain(demo);
    const weeks = outcome?.draft.weeks.filter(({ people }) => people > 0);
    expect(weeks).toEqual([
      { week: '2026-10-12', people: 1 },
      { week: '2026-10-19', people: 1 },
      { week: '2026-11-16', people: 1 },
    ]);
  });

  test('counts whoever was hot already when the 90 days began, and what sales made of them', async ({
    db,
  }) => {
    const who = await actor(db, 'marketing_manager');
    const already = await person(db, 'Already', [prices(91), prices(90.5)]);
    await stageMove(db, already, 'sql', 80);
    await stageMove(db, already, 'customer', 40);
    await person(db, 'Later', [prices(30), prices(29)]);
    const { outcome } = await simulated(db, who, await draftOf(db));
    expect(outcome?.draft).toMatchObject({ already: 1, people: 1, ever: 2, accepted: 1, won: 1 });
    expect(outcome).toMatchObject({ accepted: 1, won: 1 });
  });

  test('warns of thresholds that make everybody hot, and judges by the capacity that is said', async ({
    db,
  }) => {
    const who = await actor(db, 'sales_manager');
    for (let n = 0; n < 12; n++) await makeContact(db, { givenName: `N${n}` });
    await sql`update audience.contacts set created_at = ${daysAgo(200)} where given_name < 'N4'`.execute(db);
    const everybody = await draftOf(db, { warm: line(0, 0), hot: line(0, 0) });
    const before = await simulated(db, who, everybody, 60);
    expect(before.warnings).toMatchObject([
      {
        kind: 'everybody',
        words: expect.stringMatching(
          /^This would make 100% of all contacts hot: .* against a capacity of 60 a week\.$/,
        ),
      },
    ]);
    const { contacts, movesIn, draft } = before.outcome!;
    expect(movesIn.count).toBeGreaterThanOrEqual(12);
    expect(draft.already).toBeGreaterThanOrEqual(5);
    expect(draft.already + draft.people).toBe(contacts);
    const after = await changeCapacity(db, who, before.id, { capacity: 7 });
    expect(after.capacity).toBe(7);
    // The next one begins with what was said last.
    const { items } = await listSimulations(db, who, everybody);
    expect(items).toHaveLength(1);
    expect(await startSimulation(db, who, everybody, {})).toMatchObject({
      capacity: 7,
      capacitySaid: true,
    });
  });

  test('is judged by what the reps can take on, until somebody says another number', async ({ db }) => {
    const who = await actor(db, 'sales_manager');
    const draft = await draftOf(db, { warm: line(20, 10), hot: line(40, 30) });
    const before = listen([{ 'capacity.asked': async (_db, _who, { answer }) => answer(42) }]);
    onTestFinished(() => void listen(before));
    const first = await startSimulation(db, who, draft, {});
    expect(first).toMatchObject({ capacity: 42, capacitySaid: false });
    expect(await startSimulation(db, who, draft, { capacity: 7 })).toMatchObject({ capacity: 7 });
    expect(await startSimulation(db, who, draft, {})).toMatchObject({ capacity: 7, capacitySaid: true });
  });

  test('says when the draft has changed since, and names only whom one may see', async ({ db }) => {
    const who = await actor(db, 'marketing_manager');
    const owner = await actor(db, 'rep');
    const id = await person(db, 'Mover', [prices(2), prices(1)]);
    await db.updateTable('audience.contacts').set({ owner_id: owner.id }).where('id', '=', id).execute();
    const draft = await draftOf(db);
    const done = await simulated(db, who, draft);
    const movers = (simulation: Simulation) =>
      simulation.outcome?.movesIn.people.map((each) => each.id) ?? [];
    expect(movers(done)).toContain(id);
    const stranger = await actor(db, 'rep');
    const seen = await findSimulation(db, stranger, done.id);
    expect(movers(seen)).not.toContain(id);
    expect(seen.outcome?.movesIn.count).toBe(done.outcome?.movesIn.count);
    await db
      .updateTable('scoring.models')
      .set({ document: JSON.stringify({ ...document, raisedHandDays: 7 }) })
      .where('id', '=', draft)
      .execute();
    expect((await findSimulation(db, who, done.id)).current).toBe(false);
  });

  test('goes on where it was killed, and counts nobody twice', async ({ db }) => {
    const who = await actor(db, 'marketing_manager');
    for (let n = 0; n < 3; n++) await person(db, `P${n}`, [prices(2), prices(1)]);
    const draft = await draftOf(db);
    const whole = await simulated(db, who, draft);
    const again = await startSimulation(db, who, draft, {});
    const context = { db, log: createLog('silent'), attempt: 1, maxAttempts: 1 };
    const run = () =>
      simulationJobs['scoring.simulate']?.(
        { operationId: again.operationId ?? '', simulationId: again.id },
        context,
      );
    await run();
    // As if it had died before the last word: its cursor stands at the end.
    await db
      .updateTable('platform.operations')
      .set({ state: 'running', finished_at: null })
      .where('id', '=', again.operationId ?? '')
      .execute();
    await run();
    const { outcome } = await findSimulation(db, who, again.id);
    expect(outcome?.draft).toEqual(whole.outcome?.draft);
    expect(outcome?.looked).toBe(whole.outcome?.looked);
  });
});
