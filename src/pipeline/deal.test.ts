import { describe, expect, test } from 'vitest';
import { quarterOf } from './board.ts';
import { closingTime, unitsOf } from './deal.ts';

const openedAt = new Date('2026-11-20T15:00:00Z');
const now = new Date('2026-11-23T10:00:00Z');

describe('when a deal is closed', () => {
  test('it is now, when nobody says otherwise', () => {
    expect(closingTime(undefined, { openedAt, now })).toEqual(now);
  });

  test('it is the day that was chosen, and on the day of opening not before that', () => {
    const chosen = new Date('2026-11-21T12:00:00Z');
    expect(closingTime(chosen, { openedAt, now })).toEqual(chosen);
    expect(closingTime(new Date('2026-11-20T12:00:00Z'), { openedAt, now })).toEqual(openedAt);
  });

  test.for(['2026-11-24T10:00:00Z', '2026-11-18T12:00:00Z'])('it cannot be %s', (day) => {
    expect(closingTime(new Date(day), { openedAt, now })).toMatchObject({ problem: expect.any(String) });
  });

  test('a deal opened by a clock ahead of ours does not end before it began', () => {
    const later = new Date('2026-11-23T10:00:02Z');
    expect(closingTime(undefined, { openedAt: later, now })).toEqual(later);
  });
});

test('a main unit has a hundred minor ones, but not everywhere', () => {
  const units = unitsOf('x');
  expect(units).toMatch(/when x in \([^)]*'JPY'[^)]*\) then 1 /);
  expect(units).toMatch(/when x in \([^)]*'KWD'[^)]*\) then 1000/);
  expect(units).toMatch(/else 100 end\)$/);
});

test.for([
  ['2026-12-31T23:30:00Z', 'UTC', '2026-10-01', '2026-12-31'],
  ['2026-12-31T23:30:00Z', 'Europe/Berlin', '2027-01-01', '2027-03-31'],
  ['2028-02-29T12:00:00Z', 'Europe/London', '2028-01-01', '2028-03-31'],
] as const)('at %s in %s the quarter is %s to %s', ([at, zone, from, to]) => {
  expect(quarterOf(new Date(at), zone)).toEqual({ from, to });
});
