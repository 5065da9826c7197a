import { Temporal } from 'temporal-polyfill';
import { workingMinutesBetween, type WorkingTime } from '../../workspace/workspace.ts';

/** A month of the workspace, where its clocks hang: '2026-11', from its first moment until the next one's. */
export type Month = { month: string; from: Date; until: Date };

export function monthNamed(zone: string, month: string): Month {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const begin = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(zone).epochMilliseconds);
  return { month, from: begin(first), until: begin(first.add({ months: 1 })) };
}

export function monthAt(zone: string, at: Date): Month {
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return monthNamed(zone, day.toPlainYearMonth().toString());
}

export function monthBefore(month: string, months = 1): string {
  return Temporal.PlainYearMonth.from(month).subtract({ months }).toString();
}

/** '2026-11' → "November 2026" */
export function monthWords(month: string): string {
  const at = new Date(`${month}-15T12:00:00Z`);
  return at.toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

const USUAL_DAY = 8 * 60;

/** Working days of the workspace, gone by `at` and in all; part of a day is part of one. */
export function daysOf(time: WorkingTime, { from, until }: Month, at: Date): { gone: number; all: number } {
  const end = at < until ? at : until;
  const days = (minutes: number) => Math.round((minutes / USUAL_DAY) * 10) / 10;
  return {
    gone: end <= from ? 0 : days(workingMinutesBetween(time, from, end)),
    all: days(workingMinutesBetween(time, from, until)),
  };
}
