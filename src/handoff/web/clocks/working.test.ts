import { expect, test } from 'vitest';
import { workedBetween } from './face.ts';
import { spansOf } from './working.ts';

const nineToFive = [{ from: '09:00', to: '17:00' }];
const week = { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive };
const monday = Date.parse('2026-11-23T12:00:00Z');

test('weekly hours become moments, without weekends and holidays', () => {
  const spans = spansOf({ timeZone: 'Europe/London', week, holidays: ['2026-11-24'] }, monday);
  const days = spans.map(([from]) => new Date(from).toISOString());
  expect(days).toContain('2026-11-23T09:00:00.000Z');
  expect(days).not.toContain('2026-11-24T09:00:00.000Z');
  expect(days.some((day) => day.startsWith('2026-11-28'))).toBe(false);
});

test('the wall clock counts where the clocks change', () => {
  const spans = spansOf(
    { timeZone: 'Europe/Berlin', week, holidays: [] },
    Date.parse('2026-10-24T12:00:00Z'),
  );
  const days = spans.map(([from]) => new Date(from).toISOString());
  expect(days).toContain('2026-10-23T07:00:00.000Z');
  expect(days).toContain('2026-10-26T08:00:00.000Z');
});

test('a night shift until midnight ends there', () => {
  const spans = spansOf(
    { timeZone: 'UTC', week: { 1: [{ from: '18:00', to: '24:00' }] }, holidays: [] },
    monday,
  );
  expect(workedBetween(spans, monday, monday + 86_400_000)).toBe(6 * 3_600_000);
});
