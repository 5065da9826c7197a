import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addWorkingTime,
  isWorking,
  usualHours,
  workingMinutesBetween,
  type WorkingTime,
} from './working-hours.ts';

const london: WorkingTime = { timeZone: 'Europe/London', hours: usualHours, holidays: new Set() };
const split = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '16:30' },
];
const vienna: WorkingTime = {
  timeZone: 'Europe/Vienna',
  hours: { 1: split, 2: split, 5: [{ from: '08:00', to: '12:00' }] },
  holidays: new Set(['2026-12-25', '2026-12-28']),
};
/** Works while the clocks change: a bakery. */
const night: WorkingTime = {
  timeZone: 'America/New_York',
  hours: { 6: [{ from: '22:00', to: '24:00' }], 7: [{ from: '00:00', to: '06:00' }] },
  holidays: new Set(),
};

const at = (text: string) => new Date(text);
const hoursOf = (time: WorkingTime, from: string, to: string) =>
  workingMinutesBetween(time, at(from), at(to)) / 60;

describe('working hours', () => {
  test('whether somebody works at a moment', () => {
    expect(isWorking(london, at('2026-11-23T09:00:00Z'))).toBe(true);
    expect(isWorking(london, at('2026-11-23T08:59:59Z'))).toBe(false);
    expect(isWorking(london, at('2026-11-23T17:00:00Z'))).toBe(false);
    expect(isWorking(london, at('2026-11-22T12:00:00Z'))).toBe(false);
    expect(isWorking(london, at('2026-07-06T08:30:00Z'))).toBe(true); // summer time
    expect(isWorking(vienna, at('2026-12-25T09:00:00Z'))).toBe(false);
  });

  test('four hours after Friday afternoon is Monday, across a weekend and holidays', () => {
    expect(addWorkingTime(london, at('2026-11-20T15:00:00Z'), 240)).toEqual(at('2026-11-23T11:00:00Z'));
    expect(addWorkingTime(vienna, at('2026-12-22T15:00:00Z'), 60)).toEqual(at('2026-12-29T07:30:00Z'));
    expect(addWorkingTime(london, at('2026-11-21T10:00:00Z'), 0)).toEqual(at('2026-11-21T10:00:00Z'));
  });

  test('minutes between two moments, either way round', () => {
    const [friday, monday] = [at('2026-11-20T15:00:00Z'), at('2026-11-23T11:00:00Z')];
    expect(workingMinutesBetween(london, friday, monday)).toBe(240);
    expect(workingMinutesBetween(london, monday, friday)).toBe(-240);
    expect(workingMinutesBetween(vienna, at('2026-12-24T00:00:00Z'), at('2026-12-29T00:00:00Z'))).toBe(0);
  });

  test('a working day keeps its length on the days the clocks change; a night that spans the change does not', () => {
    const hours = { 7: [{ from: '09:00', to: '17:00' }] };
    const sundays: WorkingTime = { ...london, hours };
    expect(hoursOf(sundays, '2026-03-28T12:00:00Z', '2026-03-30T00:00:00Z')).toBe(8);
    expect(hoursOf(sundays, '2026-10-24T12:00:00Z', '2026-10-26T00:00:00Z')).toBe(8);
    expect(hoursOf(night, '2026-03-07T12:00:00Z', '2026-03-08T20:00:00Z')).toBe(7);
    expect(hoursOf(night, '2026-10-31T12:00:00Z', '2026-11-01T20:00:00Z')).toBe(9);
    expect(hoursOf(night, '2026-06-06T12:00:00Z', '2026-06-07T20:00:00Z')).toBe(8);
  });

  test('whoever never works never gets there', () => {
    expect(
      addWorkingTime({ timeZone: 'UTC', hours: {}, holidays: new Set() }, at('2026-01-01T00:00:00Z'), 1),
    ).toBeNull();
  });
});

const moments = fc
  .date({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000));
const minutes = fc.integer({ min: 1, max: 5_000 });
const times = fc.constantFrom(london, vienna, night);

describe('for any moment, any hours, any zone', () => {
  test('adding working time and measuring it agree', () => {
    fc.assert(
      fc.property(times, moments, minutes, (time, from, amount) => {
        expect(workingMinutesBetween(time, from, later(time, from, amount))).toBe(amount);
      }),
    );
  });

  test('what is added ends at work, or at the very end of a span', () => {
    fc.assert(
      fc.property(times, moments, minutes, (time, from, amount) => {
        const to = later(time, from, amount);
        expect(isWorking(time, new Date(to.getTime() - 1))).toBe(true);
      }),
    );
  });

  test('time passes once: a to c is a to b and b to c', () => {
    fc.assert(
      fc.property(times, fc.tuple(moments, minutes, minutes), (time, [a, one, two]) => {
        const b = new Date(a.getTime() + one * 60_000);
        const c = new Date(b.getTime() + two * 60_000);
        const apart = workingMinutesBetween(time, a, b) + workingMinutesBetween(time, b, c);
        expect(workingMinutesBetween(time, a, c)).toBe(apart);
      }),
    );
  });

  test('it is what counting minute by minute gives', () => {
    fc.assert(
      fc.property(times, moments, fc.integer({ min: 1, max: 2_000 }), (time, from, length) => {
        const to = new Date(from.getTime() + length * 60_000);
        let counted = 0;
        for (let moment = from.getTime(); moment < to.getTime(); moment += 60_000)
          if (worksOnTheClock(time, moment)) counted++;
        expect(workingMinutesBetween(time, from, to)).toBe(counted);
      }),
      { numRuns: 20 },
    );
  });
});

function later(time: WorkingTime, from: Date, amount: number): Date {
  const to = addWorkingTime(time, from, amount);
  if (!to) throw new Error('These hours never come.');
  return to;
}

/** Written the slow, obvious way: what does the clock on the wall show? */
function worksOnTheClock({ timeZone, hours, holidays }: WorkingTime, moment: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
  if (holidays.has(wall.toPlainDate().toString())) return false;
  const clock = wall.toPlainTime().toString({ smallestUnit: 'minute' });
  const spans = Object.entries(hours).find(([day]) => Number(day) === wall.dayOfWeek)?.[1] ?? [];
  return spans.some(({ from, to }) => from <= clock && clock < to);
}
