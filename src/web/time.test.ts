import { expect, test } from 'vitest';
import { clockTime, dayHeading, dayOf, exact, relative, shortDate, span } from './time.ts';

const london = 'Europe/London';
const now = new Date('2026-11-24T14:00:00Z');
const at = (iso: string) => new Date(iso);
const said = (iso: string, zone = london) => relative(at(iso), now, zone);

test('moments are told as people tell them', () => {
  expect(said('2026-11-24T13:59:40Z')).toBe('just now');
  expect(said('2026-11-24T13:56:00Z')).toBe('4 min ago');
  expect(said('2026-11-24T16:00:00Z')).toBe('in 2 h');
  expect(said('2026-11-23T09:00:00Z')).toBe('yesterday');
  expect(said('2026-11-25T20:00:00Z')).toBe('tomorrow');
  expect(said('2026-11-21T09:00:00Z')).toBe('3 days ago');
  expect(said('2026-10-04T09:00:00Z')).toBe('4 Oct');
  expect(said('2024-10-04T09:00:00Z')).toBe('4 Oct 2024');
});

test('a day is the day of the user’s own calendar', () => {
  const late = at('2026-11-24T03:30:00Z');
  expect(dayOf(late, london)).toBe('2026-11-24');
  expect(dayOf(late, 'America/New_York')).toBe('2026-11-23');
  expect(dayHeading(late, now, 'America/New_York')).toBe('Yesterday, Mon 23 November');
  expect(clockTime(late, 'America/New_York')).toBe('22:30');
});

test('the exact moment names its zone', () => {
  expect(exact(now, london)).toBe('Tue, 24 November 2026 at 14:00:00 GMT');
  expect(shortDate(at('2025-01-05T12:00:00Z'), now, london)).toBe('5 Jan 2025');
});

test('spans are rounded to what one plans with', () => {
  expect([0.2, 59, 90, 3600, 3900].map(span)).toEqual(['1 s', '59 s', '2 min', '1 h', '1 h 5 min']);
});
