import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workingMinutesBetween, type WorkingTime } from '../../workspace/workspace.ts';
import {
  datesAhead,
  handedOver,
  momentAt,
  momentsOf,
  startingDates,
  usedAt,
  type Counting,
} from './clock.ts';

const week = (from: string, to: string) => {
  const day = [{ from, to }];
  return { 1: day, 2: day, 3: day, 4: day, 5: day };
};
const london: WorkingTime = {
  timeZone: 'Europe/London',
  hours: week('09:00', '17:00'),
  holidays: new Set(['2026-12-25']),
};
const newYork: WorkingTime = {
  timeZone: 'America/New_York',
  hours: week('08:00', '18:00'),
  holidays: new Set(['2026-11-26']),
};
/** Works while the clocks change. */
const nights: WorkingTime = {
  timeZone: 'Europe/Vienna',
  hours: { 6: [{ from: '20:00', to: '24:00' }], 7: [{ from: '00:00', to: '08:00' }] },
  holidays: new Set(),
};
const at = (text: string) => new Date(text);
const from = (text: string): Counting => ({ countedFrom: at(text), usedMinutes: 0 });

describe('when a promise is due', () => {
  test('a lead of Friday evening is due on Monday morning, one before a holiday after it', () => {
    expect(momentAt(london, from('2026-11-20T18:30:00Z'), 60)).toEqual(at('2026-11-23T10:00:00Z'));
    expect(momentAt(london, from('2026-12-24T16:30:00Z'), 60)).toEqual(at('2026-12-28T09:30:00Z'));
    expect(momentAt(newYork, from('2026-11-25T22:30:00Z'), 60)).toEqual(at('2026-11-27T13:30:00Z'));
  });

  test('a working day keeps its length over the weekend in which the clocks change, in either direction', () => {
    // Friday 16:00 in London is 16:00Z in winter and 15:00Z in summer.
    expect(momentAt(london, from('2026-03-27T16:00:00Z'), 120)).toEqual(at('2026-03-30T09:00:00Z'));
    expect(momentAt(london, from('2026-10-23T15:00:00Z'), 120)).toEqual(at('2026-10-26T10:00:00Z'));
  });

  test('an hour that is there twice is worked twice, one that is skipped is not', () => {
    const saturday = (day: string) => from(`${day}T12:00:00Z`);
    // Twelve hours by the wall clock: thirteen when the clocks go back, eleven when they go forward.
    expect(momentAt(nights, saturday('2026-10-24'), 13 * 60)).toEqual(at('2026-10-25T07:00:00Z'));
    expect(momentAt(nights, saturday('2026-03-28'), 11 * 60)).toEqual(at('2026-03-29T06:00:00Z'));
  });

  test('whoever never works is waited for by the wall clock: no lead is forgotten', () => {
    const never = { ...london, hours: {} };
    expect(momentAt(never, from('2026-11-20T18:30:00Z'), 60)).toEqual(at('2026-11-20T19:30:00Z'));
  });
});

test('what happens comes in order: a reminder before, the miss after the grace, then the steps', () => {
  const moments = momentsOf({
    withinMinutes: 60,
    graceMinutes: 10,
    steps: [
      { afterMinutes: 120, do: 'flag_weekly' },
      { afterMinutes: 0, do: 'reassign' },
      { afterMinutes: -15, do: 'remind' },
      { afterMinutes: -90, do: 'remind' },
      { afterMinutes: 0, do: 'consequence', words: 'Budget talk' },
    ],
  });
  expect(moments).toEqual([
    { offset: 45, does: 'remind' },
    { offset: 70, does: 'miss' },
    { offset: 70, does: 'reassign' },
    { offset: 180, does: 'flag_weekly' },
  ]);
});

const times = fc.constantFrom(london, newYork, nights);
const start = fc
  .date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1_000) * 1_000));
const wait = fc.integer({ min: 0, max: 20 * 24 * 60 * 60 }).map((seconds) => seconds * 1_000);
const within = fc.integer({ min: 1, max: 6_000 });

describe('in whatever hands', () => {
  test('the working minutes that are left are the same before and after every move', () => {
    fc.assert(
      fc.property(
        start,
        within,
        fc.array(fc.tuple(times, wait), { minLength: 2, maxLength: 6 }),
        (begin, all, moves) => {
          let counting: Counting = { countedFrom: begin, usedMinutes: 0 };
          let moment = begin;
          let holder = moves[0]?.[0] ?? london;
          for (const [next, after] of moves) {
            moment = new Date(moment.getTime() + after);
            const left = all - usedAt(holder, counting, moment);
            counting = handedOver(holder, counting, moment);
            expect(all - usedAt(next, counting, moment)).toBeCloseTo(left, 6);
            holder = next;
          }
        },
      ),
    );
  });

  test('the moment it is due is where the minutes each one worked add up to what was promised', () => {
    fc.assert(
      fc.property(start, within, times, times, wait, (begin, all, first, second, after) => {
        const moved = new Date(begin.getTime() + after);
        const before = workingMinutesBetween(first, begin, moved);
        fc.pre(before < all);
        const counting = handedOver(first, { countedFrom: begin, usedMinutes: 0 }, moved);
        const due = momentAt(second, counting, all);
        // Moments are whole milliseconds.
        expect(before + workingMinutesBetween(second, moved, due)).toBeCloseTo(all, 3);
      }),
    );
  });

  test('moving it to the same hands and back changes nothing', () => {
    fc.assert(
      fc.property(start, within, times, wait, (begin, all, time, after) => {
        const counting = { countedFrom: begin, usedMinutes: 0 };
        const moved = handedOver(time, counting, new Date(begin.getTime() + after));
        fc.pre(moved.usedMinutes < all);
        const apart = momentAt(time, moved, all).getTime() - momentAt(time, counting, all).getTime();
        expect(Math.abs(apart)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('new hours move what is ahead, leave what is past, and make nobody late before they could know', () => {
  const terms = { withinMinutes: 60, graceMinutes: 30, steps: [] };
  const counting = from('2026-11-23T16:30:00Z');
  const dates = { ...startingDates(london, counting, terms), step: 0 };
  expect(dates.dueAt).toEqual(at('2026-11-24T09:30:00Z'));
  const early = { ...london, hours: week('07:00', '15:00') };
  const asked = datesAhead(early, counting, terms, dates, at('2026-11-24T07:10:00Z'));
  expect(asked).toEqual({
    dueAt: at('2026-11-24T08:00:00Z'),
    lateAt: at('2026-11-24T08:30:00Z'),
    nextAt: at('2026-11-24T08:30:00Z'),
  });
  const late = datesAhead(early, counting, terms, dates, at('2026-11-24T09:00:00Z'));
  expect(late.dueAt).toEqual(at('2026-11-24T09:00:00Z'));
  const past = datesAhead(early, counting, terms, dates, at('2026-11-24T12:00:00Z'));
  expect(past).toEqual({ dueAt: dates.dueAt, lateAt: dates.lateAt, nextAt: at('2026-11-24T12:00:00Z') });
});
