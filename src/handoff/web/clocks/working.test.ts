import { expect, test } from 'vitest';
import { faceOf, workedBetween } from './face.ts';
import { spansFor, spansOf } from './working.ts';

const nineToFive = [{ from: '09:00', to: '17:00' }];
const week = { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive };
const day = 86_400_000;
const monday = Date.parse('2026-11-23T12:00:00Z');

test('weekly hours become moments, without weekends and holidays', () => {
  const spans = spansOf(
    { timeZone: 'Europe/London', week, holidays: ['2026-11-24'] },
    monday,
    monday + 9 * day,
  );
  const days = spans.map(([from]) => new Date(from).toISOString());
  expect(days).toContain('2026-11-23T09:00:00.000Z');
  expect(days).not.toContain('2026-11-24T09:00:00.000Z');
  expect(days.some((day) => day.startsWith('2026-11-28'))).toBe(false);
});

test('the wall clock counts where the clocks change', () => {
  const spans = spansOf(
    { timeZone: 'Europe/Berlin', week, holidays: [] },
    Date.parse('2026-10-23T12:00:00Z'),
    Date.parse('2026-10-26T12:00:00Z'),
  );
  const days = spans.map(([from]) => new Date(from).toISOString());
  expect(days).toContain('2026-10-23T07:00:00.000Z');
  expect(days).toContain('2026-10-26T08:00:00.000Z');
});

test('a night shift until midnight ends there', () => {
  const spans = spansOf(
    { timeZone: 'UTC', week: { 1: [{ from: '18:00', to: '24:00' }] }, holidays: [] },
    monday,
    monday,
  );
  expect(workedBetween(spans, monday, monday + 86_400_000)).toBe(6 * 3_600_000);
});

const london = { timeZone: 'Europe/London', week, holidays: [] };
const face = (clock: { startedAt: string; dueAt: string }) => {
  const now = new Date(monday);
  return faceOf(clock, spansFor(london, clock, now), now, 'Europe/London').words;
};

test('what is weeks late, or weeks ahead, is counted day by day', () => {
  // Friday at five, six weeks ago: thirty working days, and three hours of this one.
  expect(face({ startedAt: '2026-10-09T15:00:00Z', dueAt: '2026-10-09T16:00:00Z' })).toBe('30 days over');
  // Half a day of today, eight weeks of five days and half of the last.
  expect(face({ startedAt: '2026-11-23T12:00:00Z', dueAt: '2027-01-18T12:00:00Z' })).toBe('40 days left');
});

test('until the hours are known it shows what was counted for it', () => {
  const clock = { startedAt: '2026-11-23T12:00:00Z', dueAt: '2027-01-18T12:00:00Z', minutesLeft: 19_200 };
  const now = new Date(monday);
  expect(faceOf(clock, spansFor(undefined, clock, now), now, 'UTC')).toMatchObject({ words: '40 days left' });
  expect(faceOf({ ...clock, minutesLeft: -14_679 }, [], now, 'UTC').words).toBe('30 days over');
});
