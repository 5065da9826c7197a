import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, describe, expect } from 'vitest';
import { makeContact } from '../../audience/testing.ts';
import { system } from '../../platform/actor.ts';
import { freezeClock, now, releaseClock } from '../../platform/clock.ts';
import { test } from '../../platform/testing/testing.ts';
import { checkModel } from './check.ts';
import { findExamples } from './examples.ts';
import { findLastTraining, findModel } from './models.ts';
import { propensityOf } from './person.ts';
import { insertTouches, makeMarket } from './testing.ts';
import { trainPropensity } from './training.ts';

const until = new Date('2026-11-01T00:00:00Z');
const WINDOW = 60;

afterEach(releaseClock);

describe('examples', () => {
  test('are known people who are no customers yet, with what came of them within the window', async ({
    db,
  }) => {
    freezeClock(until);
    await makeMarket(db, { people: 400, until });
    const { examples, cutOffs, share } = await findExamples(db, until, WINDOW);
    expect(share).toBe(1);
    expect(cutOffs[0]?.getTime()).toBe(until.getTime() - WINDOW * 86_400_000);
    const moves = await db.selectFrom('audience.stage_moves').selectAll().execute();
    const at = (id: string, stage: string) =>
      moves.find((move) => move.contact_id === id && move.to_stage === stage)?.moved_at.getTime();
    for (const { contactId, cutOff, became } of examples) {
      const customer = at(contactId, 'customer') ?? Number.POSITIVE_INFINITY;
      expect(at(contactId, 'lead')).toBeLessThan(cutOff.getTime());
      expect(customer).toBeGreaterThan(cutOff.getTime());
      expect(became).toBe(customer <= cutOff.getTime() + WINDOW * 86_400_000);
    }
  });
});

describe('training', () => {
  test('refuses with what is missing', async ({ db }) => {
    freezeClock(until);
    await makeMarket(db, { people: 150, until });
    const words = await trainPropensity(db, WINDOW);
    expect(words).toMatch(/^There are \d+ customers; it takes 100\. \d+ are missing\./);
    expect(await findModel(db)).toBeNull();
    expect(await findLastTraining(db)).toMatchObject({ outcome: 'refused', window_days: WINDOW });
  });

  test('leaves off at once when Tandem stops, and keeps nothing when it was cancelled', async ({ db }) => {
    freezeClock(until);
    await makeMarket(db, { people: 1_000, until, days: 450 });
    const stopping = new AbortController();
    const stopped = trainPropensity(db, WINDOW, {
      signal: stopping.signal,
      // By then the thread is at it.
      progress: async () => void setImmediate(() => stopping.abort()),
    });
    await expect(stopped).rejects.toThrow('The training thread ended before it had an answer.');
    let cancelled = false;
    const words = await trainPropensity(db, WINDOW, {
      isCancelled: async () => cancelled,
      progress: async () => void (cancelled = true),
    });
    expect([words, await findModel(db), await findLastTraining(db)]).toEqual([null, null, null]);
  });

  test(
    'finds what makes customers, on people and at a time it has not seen',
    { timeout: 180_000 },
    async ({ db }) => {
      freezeClock(until);
      await makeMarket(db, { people: 1_000, until, days: 450 });
      const loop = monitorEventLoopDelay({ resolution: 5 });
      loop.enable();
      expect(await trainPropensity(db, WINDOW)).toMatch(
        /^Trained a new model: 0\.\d+ on the newest cut-off\.$/,
      );
      loop.disable();
      // A training in this thread would have held it up for seconds.
      expect(loop.max / 1e6).toBeLessThan(2_500);
      const check = await checkModel(db);
      expect(check.held?.auc.value).toBeGreaterThan(0.7);
      expect(check.held?.calibrationError).toBeLessThan(0.03);
      const timesOf = (words: string) => check.effects.find((effect) => effect.words === words)?.times;
      expect(timesOf('Talk at a trade fair')?.low).toBeGreaterThan(1);
      expect(timesOf('Country: France')?.high).toBeLessThan(1);
      expect(
        check.rules?.items.find(({ words }) => words === 'Had a talk at a trade fair')?.lift?.low,
      ).toBeGreaterThan(1);

      const [fair, french] = await Promise.all([asked('GB', true), asked('FR', false)]);
      expect(fair.probability).toBeGreaterThan((french.probability ?? 1) * 3);
      expect(fair.for.map(({ words }) => words).join()).toContain('Talk at a trade fair');
      expect(french.against.map(({ words }) => words)).toContain('Country: France');

      const quiet = await propensityOf(
        db,
        system,
        (await makeContact(db, { stage: 'lead', country: 'GB' })).id,
      );
      for (const { words } of [...fair.for, ...french.for, ...quiet.for])
        expect(words).not.toMatch(/never|not (known|touched)|nobody knows/i);
      expect(quiet.against.length).toBeGreaterThan(0);

      // The same people once more are no better.
      expect(await trainPropensity(db, WINDOW)).toMatch(
        /^Kept the model of 1 November: (0\.\d+) against \1\.$/,
      );
      // Another window is another question.
      expect(await trainPropensity(db, 45)).toMatch(/^Trained a new model/);
      expect((await findModel(db))?.window_days).toBe(45);

      async function asked(country: string, talked: boolean) {
        const { id } = await makeContact(db, { country, stage: 'lead', source: 'search' });
        const at = now().getTime() - 5 * 86_400_000;
        await insertTouches(db, [
          { id, at, kind: 'page_view' },
          ...(talked ? [{ id, at, kind: 'fair_talk' }] : []),
        ]);
        return propensityOf(db, system, id);
      }
    },
  );
});
