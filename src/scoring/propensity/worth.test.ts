import { expect, test } from 'vitest';
import { draws } from './testing.ts';
import { worthOf, type Case } from './worth.ts';

/** Of those of whom `fair` holds four in ten become customers, of the others one; `tag` only goes along with it. */
function cases(count: number): Case[] {
  const next = draws(7);
  return Array.from({ length: count }, (_, nth) => {
    const fair = next() < 0.3;
    const tag = fair ? next() < 0.9 : next() < 0.05;
    const holds = new Set([...(fair ? ['fair'] : []), ...(tag ? ['tag'] : [])]);
    return { contactId: String(nth), became: next() < (fair ? 0.4 : 0.1), holds, known: '30', stands: 1 };
  });
}

const rules = [
  { id: 'fair', points: 10 },
  { id: 'tag', points: 30 },
  { id: 'never', points: 5 },
];

test('a rule’s lift is how much likelier those of whom it holds become customers', () => {
  const lift = worthOf(rules, cases(6_000)).get('fair')?.lift;
  expect(lift?.value).toBeGreaterThan(3.4);
  expect(lift?.value).toBeLessThan(4.6);
  expect(lift?.low).toBeLessThan(4);
  expect(lift?.high).toBeGreaterThan(4);
});

test('what only comes along with something else looks worth as much, and is suggested next to nothing', () => {
  const worths = worthOf(rules, cases(6_000));
  expect(worths.get('tag')?.lift?.value).toBeGreaterThan(2.5);
  const points = (id: string) => worths.get(id)?.suggested?.value ?? Number.NaN;
  expect(points('fair')).toBeGreaterThan(28);
  expect(Math.abs(points('tag'))).toBeLessThan(8);
  // On the scale of the signed ones: all together weigh as much as before.
  expect(Math.abs(points('fair')) + Math.abs(points('tag'))).toBeGreaterThan(38);
  expect(Math.abs(points('fair')) + Math.abs(points('tag'))).toBeLessThan(42);
});

test('a raised hand is weighed with the rules, and moves nobody’s points', () => {
  const points = (some: Parameters<typeof worthOf>[0]) => worthOf(some, cases(6_000));
  const without = points([{ id: 'tag', points: 30 }]).get('tag')?.suggested?.value;
  const hand = points([
    { id: 'fair', points: null },
    { id: 'tag', points: 30 },
  ]);
  expect(without).toBe(30);
  // All signed points are still thirty; the fair is on their scale, and worth more than the tag.
  expect(Math.abs(hand.get('tag')?.suggested?.value ?? 0)).toBe(30);
  expect(hand.get('fair')?.suggested?.value).toBeGreaterThan(30);
});

test('of a rule that held for nobody nothing is said', () => {
  expect(worthOf(rules, cases(500)).get('never')).toEqual({
    held: { people: 0, customers: 0 },
    others: expect.anything(),
    lift: null,
    suggested: null,
  });
});

test('who stands for ten counts ten times', () => {
  const some = cases(1_000).map((each) => (each.became ? each : { ...each, stands: 10 }));
  const { held, others } = worthOf(rules, some).get('fair') ?? {};
  const all = (held?.people ?? 0) + (others?.people ?? 0);
  expect(all).toBe(some.reduce((sum, { stands }) => sum + stands, 0));
});
