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
/** Whole days since 1970-01-01, on the calendar. */
type Day = number;

const DAY_MS = 86_400_000;

function* spansFrom(time: WorkingTime, from: Date): Generator<Span> {
  const first = dayAt(time, from);
  for (let day = first; day < first + HORIZON_DAYS; day++) yield* spansOn(time, day);
}

/**
 * The day's spans as moments. Wall-clock hours are read in the zone, so a night in which the clocks change is an hour
 * shorter or longer, as it is for whoever works it.
 */
function spansOn({ timeZone, hours, holidays }: WorkingTime, day: Day): Span[] {
  const spans = hours[weekdayOf(day)];
  if (!spans || holidays.has(dateOf(day))) return [];
  return spans.map(({ from, to }) => [momentOf(timeZone, day, from), momentOf(timeZone, day, to)]);
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: Day): keyof WeeklyHours {
  return `${((((day + 3) % 7) + 7) % 7) + 1}` as keyof WeeklyHours;
}

function dateOf(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** A month of clocks asks for the same few mornings and evenings again and again, and a calendar's answer is dear. */
const moments = new Map<string, number>();
const MOST_MOMENTS = 10_000;

function momentOf(timeZone: string, day: Day, clock: string): number {
  const asked = `${timeZone} ${day} ${clock}`;
  const known = moments.get(asked);
  if (known !== undefined) return known;
  if (moments.size >= MOST_MOMENTS) moments.clear();
  const moment = readMoment(timeZone, Temporal.PlainDate.from(dateOf(day)), clock);
  moments.set(asked, moment);
  return moment;
}

function readMoment(timeZone: string, date: Temporal.PlainDate, clock: string): number {
  // "24:00" is midnight at the end of the day.
  if (clock === '24:00') return date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return date.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds;
}

function dayAt({ timeZone }: WorkingTime, at: Date): Day {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
    timeZone,
  );
  return Math.floor((at.getTime() + offsetNanoseconds / 1_000_000) / DAY_MS);
}
