import { dayOf, shortDate } from '../../../web/time.ts';

export { clockTime } from '../../../web/time.ts';

/** 'Mon' */
export function weekday(at: Date, timeZone: string): string {
  return at.toLocaleDateString('en-GB', { timeZone, weekday: 'short' });
}

/** How many midnights lie between two moments. */
export function daysApart(from: Date, to: Date, timeZone: string): number {
  return Math.round((Date.parse(dayOf(to, timeZone)) - Date.parse(dayOf(from, timeZone))) / 86_400_000);
}

/** '2026-12-01', so many days from now: what a date field begins with. */
export function dayIn(days: number, timeZone: string): string {
  return dayOf(new Date(Date.now() + days * 86_400_000), timeZone);
}

/** '2027-03-01' → '1 Mar 2027'; the year is left out in this one. */
export function dayWords(day: string): string {
  return shortDate(new Date(`${day}T12:00:00Z`), new Date(), 'UTC');
}
