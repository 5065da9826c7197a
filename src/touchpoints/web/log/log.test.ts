import { expect, test } from 'vitest';
import { minorOf } from './amount.ts';
import { localOf, momentOf } from './when.ts';

test.each([
  ['42.50', 'GBP', 4250],
  ['42,5', 'EUR', 4250],
  ['£1,042', 'GBP', 104200],
  ['1.042,99', 'EUR', 104299],
  ['900', 'JPY', 900],
  ['', 'GBP', undefined],
  ['lunch', 'GBP', undefined],
])('%s of %s is %s in the smallest unit', (text, currency, minor) => {
  expect(minorOf(text, currency)).toBe(minor);
});

test.each([
  ['2026-11-22T10:30', 'Europe/London', '2026-11-22T10:30:00.000Z'],
  ['2026-07-22T10:30', 'Europe/London', '2026-07-22T09:30:00.000Z'],
  ['2026-11-22T10:30', 'America/New_York', '2026-11-22T15:30:00.000Z'],
  // The night the clocks go forward.
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
])('%s in %s is %s', (local, zone, moment) => {
  expect(momentOf(local, zone)?.toISOString()).toBe(moment);
  expect(localOf(new Date(moment), zone)).toBe(local);
});

test('what is no time is none', () => {
  expect(momentOf('', 'Europe/London')).toBeUndefined();
});
