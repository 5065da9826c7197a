import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { trainPropensity } from '../scoring/scoring.ts';
import { loadSmall, until } from './testing.ts';
import { effects } from './world/effects.ts';

/**
 * What the product learns from the sample, held against the truth it was made by (`effects`, also in sample.effects).
 *
 * Compared per log-odds: of a touchpoint that happened once and just now against one that never did, as the model has it,
 * with the generator's size. The model foretells from cut-offs in time, at which most who will not buy have already
 * decided so; the generator's sizes are of the moment of decision. So sizes differ, and are not compared; the sign is,
 * and the order where the truth is clearly apart. Of the two that lower the odds only the sign is compared: who
 * unsubscribed has read for long, which most do after they have decided, so that it looks worse than a bounce.
 */
const CONTACTS = 4_000;

type Found = { subject: string; kind: string; logOdds: number; low: number; high: number; people: number };

let fresh: FreshDatabase;
let found: Map<string, Found>;

beforeAll(async () => {
  fresh = await freshDatabase();
  await loadSmall(fresh, CONTACTS);
  freezeClock(until);
  await trainPropensity(fresh.db, 90);
  const { checked } = await fresh.db
    .selectFrom('scoring.propensity_models')
    .select('checked')
    .executeTakeFirstOrThrow();
  found = new Map(checked.effects.filter(({ kind }) => kind === 'has').map((each) => [each.subject, each]));
}, 600_000);

afterAll(async () => {
  releaseClock();
  await fresh.close();
});

/** Of several kinds that are one effect, each as often as it happened. */
function sizeOf(...kinds: string[]): number {
  const all = kinds.flatMap((kind) => found.get(`kind:${kind}`) ?? []);
  const people = all.reduce((sum, each) => sum + each.people, 0);
  return all.reduce((sum, each) => sum + (each.logOdds * each.people) / people, 0);
}

describe('the five strongest effects that touchpoints can express', () => {
  test.for([
    ['email_bounced', ['email_bounced']],
    ['fair_talk', ['fair_talk']],
    ['unsubscribed', ['email_unsubscribed']],
    ['word_of_mouth', ['word_of_mouth']],
    ['shown', ['visit', 'demo']],
  ] as const)('%s has its sign', ([name, kinds]) => {
    expect(Math.sign(sizeOf(...kinds)), `${name}: ${sizeOf(...kinds)}`).toBe(Math.sign(effects[name].size));
  });

  test('of those that raise the odds, the strongest is the strongest, and what harms comes last', () => {
    const fair = sizeOf('fair_talk');
    const [word, shown] = [sizeOf('word_of_mouth'), sizeOf('visit', 'demo')];
    // In truth 1.1, then 0.9 and 0.8, which four hundred customers cannot tell apart, and −0.2.
    expect(fair).toBeGreaterThan(Math.max(word, shown));
    expect(Math.min(word, shown)).toBeGreaterThan(sizeOf('call_cold'));
  });
});

test('the offer, which is sent to those who are about to buy, is not taken for a cause', () => {
  expect([...found.keys()]).not.toContain('kind:proposal_sent');
});
