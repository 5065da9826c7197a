import { describe, expect, test } from 'vitest';
import { engagementAt } from '../heat.ts';
import type { ModelDocument } from '../model.ts';
import { temperatureAt, type Given } from '../score.ts';
import type { Temperature } from '../temperature.ts';
import { replay, type Rules, type Window } from './replay.ts';
import { add, emptyTally, mondayOf, weeksOf, type Way } from './tally.ts';
import { outcomeOf } from './reading.ts';
import { warningsOf } from './warnings.ts';

const DAY = 86_400_000;
const start = Date.UTC(2026, 5, 1);
const day = (n: number) => new Date(start + n * DAY);
const window: Window = { since: day(100), until: day(190) };

const line = (enter: number, leave: number) => ({
  engagement: { enter, leave },
  fit: { enter: 0, leave: 0 },
});
const document: Pick<ModelDocument, 'warm' | 'hot' | 'raisedHandDays'> = {
  warm: line(20, 15),
  hot: line(50, 40),
  raisedHandDays: 14,
};
const groups = [
  { halfLifeDays: 7, cap: 60 },
  { halfLifeDays: 30, cap: 30 },
];
const rules: Rules = { groups, temperature: (now) => temperatureAt(document, { ...now, fit: 50 }) };
const points = (at: number, value: number, group = 0): Given => ({ at: day(at), group, points: value });

describe('the way somebody goes through the window', () => {
  test('hot from the touch that made them so, cooled in between, hot again', () => {
    const way = replay([points(110, 55), points(111, 10), points(140, 60)], rules, window);
    expect(way.hotAtStart).toBe(false);
    expect(way.becameHot).toEqual([day(110), day(140)]);
    expect(way.temperature).toBe('cold');
  });

  test('who was hot before the window did not become so in it', () => {
    const way = replay([points(98, 60)], rules, window);
    expect(way).toEqual({ hotAtStart: true, becameHot: [], temperature: 'cold' });
  });

  test('between the two thresholds it matters from where one came', () => {
    // Half a half-life after 60 points there are 42: still hot for who was hot, not hot for who comes from below.
    expect(replay([points(96.5, 60)], rules, window).hotAtStart).toBe(true);
    expect(replay([points(99.9, 42)], rules, window).hotAtStart).toBe(false);
  });

  test('a raised hand is hot at once, and until it is down', () => {
    const way = replay([{ at: day(120), hand: 'demo' }], rules, window);
    expect(way).toEqual({ hotAtStart: false, becameHot: [day(120)], temperature: 'cold' });
    expect(replay([{ at: day(180), hand: 'demo' }], rules, window).temperature).toBe('hot');
  });

  test('who came in within the window was not hot before, whatever the thresholds', () => {
    const all: Rules = { groups, temperature: () => 'hot' };
    expect(replay([], all, { ...window, knownAt: day(120) }).becameHot).toEqual([day(120)]);
    expect(replay([points(125, 5)], all, { ...window, knownAt: day(120) })).toEqual({
      hotAtStart: false,
      becameHot: [day(120)],
      temperature: 'hot',
    });
    expect(replay([], all, { ...window, knownAt: day(50) }).hotAtStart).toBe(true);
    // A file brings in what was long before its contact was made.
    expect(replay([points(90, 5)], all, { ...window, knownAt: day(120) }).hotAtStart).toBe(true);
  });

  test('what comes after the window is not known yet', () => {
    expect(replay([points(191, 100)], rules, window).becameHot).toEqual([]);
  });

  test('is the same as looking every hour', () => {
    let state = 7;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 20; round++) {
      const given = Array.from({ length: 30 }, () =>
        points(Math.floor(random() * 190 * 24) / 24, Math.round(random() * 30 - 5), random() < 0.5 ? 0 : 1),
      ).toSorted((one, other) => one.at.getTime() - other.at.getTime());
      expect(replay(given, rules, window).temperature).toBe(hourly(given));
    }
  });
});

function hourly(given: Given[]): Temperature {
  let before: Temperature = 'cold';
  for (let hour = 0; hour <= 190 * 24; hour++) {
    const at = new Date(start + hour * 3_600_000);
    const heats = groups.map((group, index) => ({
      group,
      heat: {
        at,
        points: given.reduce(
          (sum, each) =>
            'hand' in each || each.group !== index || each.at > at
              ? sum
              : sum + each.points * 2 ** (-(at.getTime() - each.at.getTime()) / DAY / group.halfLifeDays),
          0,
        ),
      },
    }));
    before = temperatureAt(document, {
      fit: 50,
      engagement: engagementAt(heats, at),
      hand: null,
      before,
      at,
    });
  }
  return before;
}

describe('adding up', () => {
  const cold: Way = { hotAtStart: false, becameHot: [], temperature: 'cold' };
  const hot = (at: number): Way => ({ hotAtStart: false, becameHot: [day(at)], temperature: 'hot' });
  const none = { accepted: null, rejected: null, won: null };

  test('what sales did before somebody was hot is not owed to it', () => {
    const tally = emptyTally(window, true);
    add(tally, 'a', { draft: hot(120), inForce: cold, verdicts: { ...none, accepted: day(130) } });
    add(tally, 'b', { draft: hot(140), inForce: cold, verdicts: { ...none, accepted: day(130) } });
    add(tally, 'c', { draft: cold, inForce: hot(110), verdicts: { ...none, won: day(150) } });
    expect(tally).toMatchObject({ looked: 3, accepted: 2, won: 1 });
    expect(tally.draft).toMatchObject({ people: 2, accepted: 1, won: 0, now: { cold: 1, warm: 0, hot: 2 } });
    expect(tally.inForce).toMatchObject({ people: 1, won: 1 });
    expect(tally.movesIn).toMatchObject({
      count: 2,
      people: [{ id: 'a', from: 'cold', to: 'hot' }, { id: 'b' }],
    });
    expect(tally.movesOut).toMatchObject({ count: 1, people: [{ id: 'c', from: 'hot', to: 'cold' }] });
  });

  test('who was hot already when the window began was hot before all that sales did in it', () => {
    const before: Way = { hotAtStart: true, becameHot: [], temperature: 'cold' };
    const again: Way = { hotAtStart: true, becameHot: [day(150)], temperature: 'hot' };
    const tally = emptyTally(window, false);
    add(tally, 'a', { draft: before, inForce: null, verdicts: { ...none, accepted: day(101) } });
    add(tally, 'b', { draft: again, inForce: null, verdicts: { ...none, won: day(110) } });
    add(tally, 'c', { draft: hot(120), inForce: null, verdicts: { ...none, accepted: day(110) } });
    expect(tally.draft).toMatchObject({ already: 2, people: 2, ever: 3, accepted: 1, won: 1 });
    const { draft } = outcomeOf(tally, new Map());
    expect(draft).toMatchObject({ already: 2, accepted: 1 });
  });

  test('every week is there, from Monday to Sunday', () => {
    expect(mondayOf(new Date('2026-11-22T23:59:00Z'))).toBe('2026-11-16');
    expect(mondayOf(new Date('2026-11-23T00:00:00Z'))).toBe('2026-11-23');
    const weeks = weeksOf({
      since: new Date('2026-11-01T10:00:00Z'),
      until: new Date('2026-11-23T10:00:00Z'),
    });
    expect(weeks).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23']);
  });

  test('a sample is told as what it says about all', () => {
    const tally = { ...emptyTally(window, false), contacts: 1_000_000 };
    for (let n = 0; n < 100; n++)
      add(tally, `${n}`, { draft: n < 7 ? hot(120) : cold, inForce: null, verdicts: undefined });
    const outcome = outcomeOf(tally, new Map());
    expect(outcome).toMatchObject({ looked: 100, contacts: 1_000_000, inForce: null });
    expect(outcome.draft.people).toBe(70_000);
    expect(outcome.draft.weeks.reduce((sum, { people }) => sum + people, 0)).toBe(70_000);
  });

  test('thresholds that make everybody hot, or nobody, are said before anybody signs', () => {
    const everybody = { ...emptyTally(window, false), contacts: 100 };
    for (let n = 0; n < 100; n++)
      add(everybody, `${n}`, { draft: n < 83 ? hot(120) : cold, inForce: null, verdicts: undefined });
    expect(warningsOf(outcomeOf(everybody, new Map()), 60)).toEqual([
      {
        kind: 'everybody',
        words: 'This would make 83% of all contacts hot: 83 against a capacity of 60 a week.',
      },
    ]);
    const nobody = { ...emptyTally(window, false), contacts: 100 };
    for (let n = 0; n < 100; n++) add(nobody, `${n}`, { draft: cold, inForce: null, verdicts: undefined });
    expect(warningsOf(outcomeOf(nobody, new Map()), 60)).toMatchObject([{ kind: 'nobody' }]);
    const some = { ...emptyTally(window, false), contacts: 100 };
    for (let n = 0; n < 100; n++)
      add(some, `${n}`, { draft: n < 9 ? hot(120) : cold, inForce: null, verdicts: undefined });
    expect(warningsOf(outcomeOf(some, new Map()), 5)).toMatchObject([{ kind: 'over_capacity' }]);
    expect(warningsOf(outcomeOf(some, new Map()), 9)).toEqual([]);
  });
});
