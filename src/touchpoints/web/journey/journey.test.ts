import { describe, expect, test } from 'vitest';
import type { Journey, JourneyMark } from '../touchpoints.ts';
import { drawBands, stageBands } from './bands.ts';
import { overlap, shortened } from './boxes.ts';
import { dotsOf } from './dots.ts';
import { beginningOf, layoutOf } from './layout.ts';
import { halfAt } from './ribbon.ts';
import { momentAt, scaleOf } from './scale.ts';
import { nextTarget, targetsOf } from './targets.ts';
import { ticksOf } from './ticks.ts';
import { spanWords, touchesOf } from './summary.ts';

const day = 86_400_000;
const start = Date.parse('2026-05-12T08:00:00Z');
const now = Date.parse('2026-11-23T12:00:00Z');
const at = (days: number) => new Date(start + days * day).toISOString();

let made = 0;
function mark(days: number, fields: Partial<JourneyMark> & { kind?: string } = {}): JourneyMark {
  const { kind = 'page_view', ...rest } = fields;
  made += 1;
  const lead = {
    id: `touch ${made}`,
    kind,
    name: null,
    channel: null,
    campaign: null,
    actor: null,
    value: null,
    currency: null,
  };
  return {
    at: at(days),
    until: at(days),
    touches: 1,
    moments: 1,
    closeness: 1,
    team: 'marketing',
    lead,
    ...rest,
  };
}

const line = (journey: Partial<Journey>, width = 1100, mode: 'activity' | 'date' = 'activity') =>
  layoutOf({
    journey: { marks: [], stages: [], orders: [], ...journey },
    width,
    now,
    mode,
    nameOf: ({ lead }) => lead.kind,
    dateOf: (moment) => new Date(moment).toISOString().slice(5, 10),
  });

const span = { from: start, to: now, left: 90, right: 1050 };

describe('the line', () => {
  test('by date it is plain time; by activity a busy week is wide', () => {
    const busy = [0, 100, 100.1, 100.2, 100.3, 100.4].map((days) => ({ at: start + days * day, moments: 1 }));
    const date = scaleOf(busy, span, 'date');
    const middle = (start + now) / 2;
    expect(date.x(middle)).toBeCloseTo(570);
    const activity = scaleOf(busy, span, 'activity');
    const width = (scale: typeof date) => scale.x(start + 101 * day) - scale.x(start + 100 * day);
    expect(width(activity)).toBeGreaterThan(8 * width(date));
    expect(activity.x(start)).toBe(90);
    expect(activity.x(now)).toBe(1050);
  });

  test('it only goes forwards, and every place has its moment', () => {
    const knots = Array.from({ length: 50 }, (_, n) => ({
      at: start + ((n * 37) % 190) * day,
      moments: 1 + (n % 3),
    }));
    const scale = scaleOf(knots, span, 'activity');
    const xs = Array.from({ length: 400 }, (_, n) => scale.x(start + (n / 400) * (now - start)));
    expect(xs.every((x, n) => n === 0 || x >= (xs[n - 1] ?? 0))).toBe(true);
    expect(scale.x(momentAt(scale, 500))).toBeCloseTo(500, 1);
  });

  test('months stand where there is room for their names, and nothing stands on today', () => {
    const ticks = ticksOf(scaleOf([], span, 'date'), 40);
    expect(ticks.filter(({ major }) => major).map(({ word }) => word)).toEqual([
      'Jun',
      'Jul',
      'Aug',
      'Sep',
      'Oct',
      'Nov',
    ]);
    expect(ticks.every(({ x }, n) => n === 0 || x - (ticks[n - 1]?.x ?? 0) >= 40)).toBe(true);
    expect(ticks.at(-1)?.x).toBeLessThanOrEqual(1010);
    const years = scaleOf([], { ...span, from: Date.parse('2011-05-01T00:00:00Z') }, 'date');
    expect(ticksOf(years, 40).map(({ word }) => word)).toContain('2020');
  });

  test('it begins with the first touch, or with the record when that was made before', () => {
    const stages = [{ from: null, to: 'lead' as const, at: at(-30), by: 'Tandem' }];
    expect(beginningOf({ marks: [mark(0)], stages }, now)).toBe(start - 30 * day);
    expect(beginningOf({ marks: [mark(0)], stages: [] }, now)).toBe(start);
  });
});

describe('the dots', () => {
  const sizes = { small: 3, large: 9, up: [15, 38, 60], down: [15, 34, 50] } as const;
  const scale = scaleOf([], span, 'date');
  const drawn = (marks: JourneyMark[]) =>
    dotsOf(marks, scale, sizes, (_x, lane) => (lane === 'up' ? 120 : 144));

  test('marketing stands above, sales below, and who met stands farthest out', () => {
    const [page, call] = drawn([mark(10), mark(100, { kind: 'call_cold', team: 'sales', closeness: 3 })]);
    expect(page).toMatchObject({ lane: 'up', y: 105, r: 3 });
    expect(call).toMatchObject({ lane: 'down', y: 194, r: 9 });
  });

  test('those that would cover each other become one that says how many it is', () => {
    const dots = drawn([mark(10), mark(10.2), mark(10.4), mark(60), mark(10.3, { closeness: 3 })]);
    expect(dots.map(({ touches, closeness }) => [touches, closeness])).toEqual([
      [3, 1],
      [1, 3],
      [1, 1],
    ]);
    expect(dots[0]).toMatchObject({ at: Date.parse(at(10)), until: Date.parse(at(10.4)) });
  });

  test('however many there are, none covers another of its row', () => {
    const many = Array.from({ length: 900 }, (_, n) => mark((n / 900) * 190, { touches: 60 }));
    const dots = line({ marks: many }).dots;
    expect(dots.length).toBeLessThan(110);
    expect(dots.reduce((sum, { touches }) => sum + touches, 0)).toBe(54_000);
    expect(
      dots.every((dot, n) => n === 0 || dot.x - (dots[n - 1]?.x ?? 0) >= dot.r + (dots[n - 1]?.r ?? 0)),
    ).toBe(true);
  });
});

describe('flags, bands and names', () => {
  const stages: Journey['stages'] = [
    { from: null, to: 'lead', at: at(0), by: 'Tandem' },
    { from: 'lead', to: 'mql', at: at(100), by: 'Priya' },
    { from: 'mql', to: 'sql', at: at(170), by: 'Marcus' },
    { from: 'sql', to: 'customer', at: at(190), by: 'Hanna' },
  ];
  const orders = [{ id: 'order', at: at(190.2), name: 'Order', value: 236_000, currency: 'GBP' }];

  test('the band is the lifecycle; a word stands where it fits', () => {
    const bands = drawBands(stageBands(stages, start, now), scaleOf([], span, 'date'), []);
    expect(bands.map(({ word, wordAt }) => [word, wordAt !== undefined])).toEqual([
      ['Lead', true],
      ['MQL', true],
      ['SQL', true],
      ['Customer', false],
    ]);
    expect(stageBands(stages, start - 10 * day, now)[0]).toMatchObject({ tone: 'before', word: '' });
  });

  test('no word stands behind a pole', () => {
    const scale = scaleOf([], span, 'date');
    const [left, right] = [scale.x(start), scale.x(Date.parse(at(100)))];
    const wordAt = (poles: number[]) =>
      drawBands(stageBands(stages, start, now), scale, poles).find(({ word }) => word === 'Lead')?.wordAt;
    expect(wordAt([])).toBeCloseTo((left + right) / 2);
    expect(wordAt([left + 300])).toBeCloseTo(left + 150);
    expect(wordAt(Array.from({ length: 60 }, (_, n) => left + n * 10))).toBeUndefined();
  });

  test('sales taking over turns the pole; the first order has its words before all others', () => {
    const { flags } = line({ marks: [mark(0)], stages, orders });
    expect(flags.map(({ words, handover }) => [words, handover])).toEqual([
      ['SQL 10-29', true],
      // At the very same pole one flag tells both.
      ['First order £2,360, 11-18; Customer 11-18', false],
    ]);
    expect(flags.map(({ box, shown }) => [box !== undefined, shown])).toEqual([
      [true, 'SQL 10-29'],
      [true, 'First order £2,360, 11-18'],
    ]);
  });

  test('names cover neither each other nor a flag, at any width', () => {
    const marks = Array.from({ length: 40 }, (_, n) =>
      mark(n * 4.8, { kind: `call_${n}`, closeness: 1 + (n % 3), team: n % 2 === 0 ? 'sales' : 'marketing' }),
    );
    for (const width of [390, 720, 900, 1142, 1500]) {
      const { labels, flags, height } = line({ marks, stages, orders }, width);
      expect(labels.length).toBeGreaterThan(0);
      expect(labels.every(({ x, y }) => x >= 0 && x <= width && y > 0 && y < height)).toBe(true);
      const boxes = flags.flatMap(({ box }) => box ?? []);
      expect(boxes.every((one, n) => boxes.slice(n + 1).every((other) => !overlap(one, other)))).toBe(true);
    }
  });

  test('a long name is cut', () => {
    expect(shortened('Find your backbar set, finished', 24)).toBe('Find your backbar set,…');
  });
});

test('where scores are kept, the ribbon is as warm and as thick as they say, and ends where they will cool', () => {
  const warm = { from: start, to: start + 100 * day, word: 'Warm', tone: 'warm' } as const;
  const hot = { from: start + 100 * day, to: now, word: 'Hot', tone: 'hot' } as const;
  const engagement = [
    { at: start, share: 0 },
    { at: start + 100 * day, share: 0.1 },
    { at: start + 101 * day, share: 1 },
    { at: now, share: 1 },
  ];
  const drawn = (cools: { at: number; word: string; tone: 'warm' } | null, width = 1100) =>
    layoutOf({
      journey: { marks: [mark(0)], stages: [], orders: [] },
      width,
      now,
      mode: 'date',
      warmth: { bands: [warm, hot], engagement, cools },
      nameOf: ({ lead }) => lead.kind,
      dateOf: (moment) => new Date(moment).toISOString().slice(5, 10),
    });
  const { ribbon, bands, scale, tail } = drawn({ at: now + 7 * day, word: 'Cools to warm', tone: 'warm' });
  expect(bands.map(({ tone }) => tone)).toEqual(['warm', 'hot']);
  expect(halfAt(ribbon, scale.x(start + 150 * day))).toBeGreaterThan(
    1.8 * halfAt(ribbon, scale.x(start + 10 * day)),
  );
  expect(tail).toMatchObject({ word: 'Cools to warm', date: '11-30', right: 1100 });
  expect(scale.right).toBeLessThan(drawn(null).scale.right);
  // On a phone there is no room beyond today.
  expect(drawn({ at: now + day, word: 'Cools to warm', tone: 'warm' }, 390).tail).toBeUndefined();
});

test('the arrow keys go from left to right through everything one can point at', () => {
  const { dots, flags } = line({ marks: [mark(0), mark(90), mark(150)] });
  const targets = targetsOf(dots, flags);
  expect(targets.map(({ x }) => x)).toEqual(targets.map(({ x }) => x).toSorted((a, b) => a - b));
  expect([nextTarget('ArrowRight', 0, 3), nextTarget('ArrowLeft', 0, 3), nextTarget('End', 0, 3)]).toEqual([
    1, 0, 2,
  ]);
  expect(nextTarget('a', 0, 3)).toBeUndefined();
});

test('it is told how many touches of whom in how long', () => {
  const marks = [
    mark(0, { touches: 23 }),
    mark(100, { touches: 10, team: 'sales' }),
    mark(120, { team: 'other' }),
  ];
  expect(touchesOf({ marks })).toEqual({ marketing: 23, sales: 10, others: 1 });
  const activity = {
    touchCount: 33,
    firstTouchAt: at(0),
    lastTouchAt: at(100),
    firstChannel: null,
    lastChannel: null,
  };
  expect(spanWords({ activity }, start, now)).toBe('33 touches in 195 days');
});
