import { afterEach, beforeEach, describe, expect } from 'vitest';
import { freezeClock, releaseClock } from '../../platform/clock.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { test } from '../../platform/testing/testing.ts';
import { actor, eventNames } from '../../workspace/testing.ts';
import { attemptMade } from '../clocks/meeting.ts';
import { soldDeliveries, judgedDelivery } from '../clocks/deliveries.ts';
import { fireDue } from '../clocks/firing.ts';
import { agree, firstResponse, handedOff } from '../clocks/testing.ts';
import type { MarketingPromise } from './agreement.ts';
import { attainmentOf } from './attainment.ts';
import { casesOf, lateCases } from './cases.ts';
import { closeMonths } from './closing.ts';
import { listConsequences, reopenConsequence, settleConsequence } from './consequences.ts';
import { pastMonths } from './months.ts';

const at = (text: string) => new Date(text);
const nobody = async () => undefined;

// The first Monday of a month in which the workspace works 21 days.
beforeEach(() => freezeClock(at('2026-11-02T10:00:00Z')));
afterEach(releaseClock);

const marketing = (more: Partial<MarketingPromise> & Pick<MarketingPromise, 'id' | 'metric' | 'target'>) => ({
  side: 'marketing' as const,
  steps: [],
  ...more,
});

describe('what was promised for a month', () => {
  test('marketing’s is counted from what was handed over: number, source, pace, acceptance, data, value', async ({
    db,
  }) => {
    await agree(db, [
      marketing({ id: 'leads', metric: 'hot_leads', target: 21 }),
      marketing({ id: 'fair', metric: 'hot_leads', target: 21, sources: ['trade_fair'] }),
      marketing({ id: 'accepted', metric: 'accepted_share', target: 0.5 }),
      marketing({ id: 'complete', metric: 'data_complete', target: 0.5 }),
      marketing({ id: 'value', metric: 'pipeline_value', target: 100_000, currency: 'GBP' }),
    ]);
    const [a, b] = [await handedOff(db, whole), await handedOff(db, { source: 'trade_fair' })];
    await handedOff(db, { trigger: 'manual' });
    await judgedDelivery(db, a, 'accepted');
    await judgedDelivery(db, b, 'rejected');
    await soldDeliveries(db, { handoffIds: [a], outcome: 'open', amount: 60_000, currency: 'GBP' });
    await soldDeliveries(db, { handoffIds: [b], outcome: 'open', amount: 90_000, currency: 'EUR' });
    // At the end of the second of 21 working days.
    freezeClock(at('2026-11-03T17:00:00Z'));
    const found = await attainmentOf(db);
    expect(found).toMatchObject({ month: '2026-11', delivered: 3, over: false, days: { gone: 2, all: 21 } });
    expect(lines(found)).toMatchObject({
      leads: { value: 2, pace: 2, difference: 0, state: 'kept', bySource: [{ count: 1 }, { count: 1 }] },
      fair: { value: 1, state: 'behind', name: 'Hot leads from trade fair' },
      accepted: { value: 0.5, kept: 1, counted: 2, running: 1, state: 'kept' },
      complete: { kept: 1, counted: 3, state: 'behind' },
      value: { value: 60_000, unit: 'money', state: 'kept', terms: '£1,000 a month' },
    });
    freezeClock(at('2026-12-01T00:00:00Z'));
    const over = lines(await attainmentOf(db, '2026-11'));
    expect([over['leads']?.state, over['value']?.state, over['accepted']?.state]).toEqual([
      'broken',
      'broken',
      'kept',
    ]);
    expect((await attainmentOf(db, '2026-09')).agreement).toBeNull();
  });

  test('sales’ is counted from the clocks of the same hand-offs, with the median of what it took', async ({
    db,
  }) => {
    await agree(db, [firstResponse({ target: 0.6 })]);
    const ids = [await handedOff(db), await handedOff(db), await handedOff(db), await handedOff(db)];
    const [a = '', b = '', c = ''] = ids;
    await attemptMade(db, a, at('2026-11-02T10:10:00Z'));
    await attemptMade(db, b, at('2026-11-02T10:30:00Z'));
    await attemptMade(db, c, at('2026-11-02T12:00:00Z'));
    const line = (await attainmentOf(db)).promises.find(({ side }) => side === 'sales');
    expect(line).toMatchObject({ kept: 2, counted: 3, running: 1, medianMinutes: 30, state: 'kept' });
    expect(line?.value).toBeCloseTo(2 / 3);
    const who = await actor(db, 'sales_manager');
    const outcomes = async (kept?: 'yes' | 'no' | 'open') =>
      (await casesOf(db, who, { promise: 'first-response', limit: 50, ...(kept ? { kept } : {}) })).items.map(
        ({ handoffId }) => handoffId,
      );
    expect((await outcomes('yes')).toSorted()).toEqual([a, b].toSorted());
    expect(await outcomes('no')).toEqual([c]);
    expect(await outcomes('open')).toEqual([ids[3]]);
    expect(await outcomes()).toHaveLength(4);
  });

  test('the cases behind a number come in pages; those of other teams are there without their names', async ({
    db,
  }) => {
    await agree(db, [firstResponse()]);
    const [rep, other] = [await actor(db, 'rep'), await actor(db, 'rep')];
    const ids: string[] = [];
    for (let minute = 0; minute < 5; minute++) {
      freezeClock(at(`2026-11-02T10:0${minute}:00Z`));
      ids.push(await handedOff(db, { repId: rep.id }));
    }
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { promise: 'first-response', limit: 2, ...(cursor ? { cursor } : {}) };
      const page = await casesOf(db, rep, query);
      pages.push(...page.items.map(({ handoffId }) => handoffId));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(pages).toEqual(ids.toReversed());
    const { items } = await casesOf(db, other, { promise: 'first-response', limit: 9 });
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({ contact: null, rep: { id: rep.id }, kept: 'open' });
    expect((await casesOf(db, rep, { promise: 'first-response', limit: 9 })).items[0]).toMatchObject({
      contact: { name: 'Anna Weber' },
    });
    expect((await casesOf(db, other, { promise: 'hot-leads', limit: 9 })).items[0]?.contact).toBeNull();
    await expect(casesOf(db, rep, { promise: 'no-such', limit: 9 })).rejects.toThrow('Nothing of this name');
  });

  test('what is late this week says by how much of working time, running or done', async ({ db }) => {
    await agree(db, [firstResponse()]);
    const who = await actor(db, 'sales_manager');
    const [running, done] = [await handedOff(db), await handedOff(db)];
    await attemptMade(db, done, at('2026-11-02T11:47:00Z'));
    freezeClock(at('2026-11-02T11:22:00Z'));
    await fireDue(db, nobody);
    const { items } = await lateCases(db, who, { limit: 9 });
    const over = Object.fromEntries(items.map((one) => [one.handoffId, one.overMinutes]));
    expect(over).toEqual({ [running]: 22, [done]: 47 });
    const others = (await lateCases(db, await actor(db, 'rep'), { limit: 9 })).items;
    expect(others.map((one) => one.contact?.name)).toEqual(['Anna Weber', 'Anna Weber']);
    freezeClock(at('2026-11-10T11:22:00Z'));
    expect((await lateCases(db, who, { limit: 9 })).items).toEqual([]);
  });
});

describe('a month that is over', () => {
  test('is put down, and what was agreed for a broken promise is raised once', async ({ db }) => {
    await agree(db, [
      marketing({
        id: 'leads',
        metric: 'hot_leads',
        target: 2,
        steps: [
          { afterMinutes: 0, do: 'flag_weekly' },
          { afterMinutes: 0, do: 'consequence', words: 'Budget talk' },
        ],
      }),
      firstResponse({ steps: [{ afterMinutes: 0, do: 'consequence', words: 'Capacity talk' }] }),
    ]);
    const id = await handedOff(db);
    await attemptMade(db, id);
    await closeMonths(db);
    expect(await pastMonths(db)).toEqual([]);
    freezeClock(at('2026-12-02T10:00:00Z'));
    await closeMonths(db);
    await closeMonths(db);
    expect(await pastMonths(db)).toMatchObject([
      { month: '2026-11', marketing: { kept: 0, of: 1 }, sales: { kept: 1, of: 1 } },
    ]);
    const { items } = await listConsequences(db, await actor(db, 'admin'), { limit: 9 });
    expect(items.map(({ step, words, month, handoffId }) => [step, words, month, handoffId])).toEqual([
      ['consequence', 'Budget talk', '2026-11', null],
      ['flag_weekly', 'Look at it in the weekly review', '2026-11', null],
    ]);
    expect((await eventNames(db)).filter((name) => name === 'promise.broken')).toHaveLength(1);
    freezeClock(at('2026-12-03T10:00:00Z'));
    const history = (await attainmentOf(db)).promises.find((line) => line.id === 'leads')?.history;
    expect(history).toEqual([{ month: '2026-11', value: 1, state: 'broken' }]);
  });

  test('counts no promise that had no case', async ({ db }) => {
    await agree(db, [
      firstResponse(),
      firstResponse({ id: 'returning', metric: 'recycled_followed_up' }),
      marketing({ id: 'leads', metric: 'hot_leads', target: 1 }),
      marketing({ id: 'accepted', metric: 'accepted_share', target: 0.5 }),
    ]);
    await attemptMade(db, await handedOff(db));
    freezeClock(at('2026-12-02T10:00:00Z'));
    await closeMonths(db);
    expect(await pastMonths(db)).toMatchObject([
      { marketing: { kept: 1, of: 1 }, sales: { kept: 1, of: 1 } },
    ]);
  });

  test('is not broken while its cases may still be kept', async ({ db }) => {
    freezeClock(at('2026-11-30T10:00:00Z'));
    const steps = [{ afterMinutes: 0, do: 'consequence' as const, words: 'Capacity talk' }];
    await agree(db, [firstResponse({ withinMinutes: 1_440, target: 1, steps })]);
    const [late] = [await handedOff(db), await handedOff(db)];
    await db
      .updateTable('handoff.clocks')
      .set({ missed_at: at('2026-11-30T12:00:00Z') })
      .where('handoff_id', '=', late)
      .execute();
    freezeClock(at('2026-12-01T10:00:00Z'));
    await closeMonths(db);
    expect((await open(db)).length).toBe(0);
    freezeClock(at('2026-12-04T10:00:00Z'));
    await fireDue(db, nobody);
    await closeMonths(db);
    expect(await open(db)).toMatchObject([{ words: 'Capacity talk', promise: { side: 'sales' } }]);
  });

  test('a person settles what follows, once, and may open it again', async ({ db }) => {
    const who = await actor(db, 'marketing_manager');
    await agree(db, [firstResponse({ steps: [{ afterMinutes: 0, do: 'flag_weekly' }] })]);
    await handedOff(db, { repId: who.id });
    freezeClock(at('2026-11-02T12:00:00Z'));
    await fireDue(db, nobody);
    const [flagged] = await open(db);
    expect(flagged?.contact?.name).toBe('Anna Weber');
    const [toOthers] = await open(db, await actor(db, 'rep'));
    expect(toOthers).toMatchObject({ id: flagged?.id, contact: null });
    const id = flagged?.id ?? '';
    const settled = await settleConsequence(db, who, id, 'Two more reps on Mondays.');
    expect(settled.settled).toMatchObject({ by: { id: who.id }, words: 'Two more reps on Mondays.' });
    await expect(settleConsequence(db, who, id, null)).rejects.toThrow(
      `${who.name} has settled this already`,
    );
    expect(await open(db)).toEqual([]);
    expect((await reopenConsequence(db, who, id)).settled).toBeNull();
  });
});

const whole = { companyName: 'Weber GmbH', jobTitle: 'Owner', country: 'DE' };

function lines({ promises }: { promises: { id: string; state: string; name: string }[] }) {
  return Object.fromEntries(promises.map((line) => [line.id, line]));
}

async function open(db: Db, who?: Actor) {
  return (await listConsequences(db, who ?? (await actor(db, 'admin')), { limit: 50, settled: 'no' })).items;
}
