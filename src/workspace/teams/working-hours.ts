import { Temporal } from 'temporal-polyfill';

/** From–to spans of one weekday as 'HH:MM', in order; a day that is missing is free. 1 is Monday, 7 Sunday. */
export type WeeklyHours = Partial<
  Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', { from: string; to: string }[]>
>;

/** When somebody works: hours on the wall clock of a place, and the dates on which it is closed. */
export type WorkingTime = { timeZone: string; hours: WeeklyHours; holidays: ReadonlySet<string> };

const nineToFive = [{ from: '09:00', to: '17:00' }];

export const usualHours: WeeklyHours = {
  1: nineToFive,
  2: nineToFive,
  3: nineToFive,
  4: nineToFive,
  5: nineToFive,
};

/** Nobody waits ten years for working time; hours that never come end the search here. */
const HORIZON_DAYS = 3_660;
const MINUTE_MS = 60_000;

export function isWorking(time: WorkingTime, at: Date): boolean {
  const day = dayAt(time, at);
  const moment = at.getTime();
  return spansOn(time, day).some(([start, end]) => start <= moment && moment < end);
}

/** The moment `minutes` of working time after `from`; null when there is not that much in the next ten years. */
export function addWorkingTime(time: WorkingTime, from: Date, minutes: number): Date | null {
  let left = minutes * MINUTE_MS;
  if (left <= 0) return new Date(from);
  for (const [start, end] of spansFrom(time, from)) {
    const begin = Math.max(start, from.getTime());
    if (end - begin >= left) return new Date(begin + left);
    left -= Math.max(0, end - begin);
  }
  return null;
}

/** Minutes of working time from `a` to `b`; negative when `b` is earlier. */
export function workingMinutesBetween(time: WorkingTime, a: Date, b: Date): number {
  if (b < a) return -workingMinutesBetween(time, b, a);
  let worked = 0;
  for (const [start, end] of spansFrom(time, a)) {
    if (start >= b.getTime()) break;
    worked += Math.max(0, Math.min(end, b.getTime()) - Math.max(start, a.getTime()));
  }
  return worked / MINUTE_MS;
}

type Span = [start: number, end: number];

function* spansFrom(time: WorkingTime, from: Date): Generator<Span> {
  let day = dayAt(time, from);
  for (let count = 0; count < HORIZON_DAYS; count++) {
    yield* spansOn(time, day);
    day = day.add({ days: 1 });
  }
}

/**
 * The day's spans as moments. Wall-clock hours are read in the zone, so a night in which the clocks change is an hour
 * shorter or longer, as it is for whoever works it.
 */
function spansOn({ timeZone, hours, holidays }: WorkingTime, day: Temporal.PlainDate): Span[] {
  if (holidays.has(day.toString())) return [];
  const spans = hours[`${day.dayOfWeek}` as keyof WeeklyHours] ?? [];
  return spans.map(({ from, to }) => [momentOf(timeZone, day, from), momentOf(timeZone, day, to)]);
}

function momentOf(timeZone: string, day: Temporal.PlainDate, clock: string): number {
  // "24:00" is midnight at the end of the day.
  if (clock === '24:00') return day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return day.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds;
}

function dayAt({ timeZone }: WorkingTime, at: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}
