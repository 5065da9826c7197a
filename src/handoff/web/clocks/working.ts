import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api } from '../../../web/api.ts';
import { dayOf } from '../../../web/time.ts';
import type { RepHours } from '../../hours/contract.ts';
import type { Running, Span } from './face.ts';

const DAY = 86_400_000;
/** So far ahead of what is due one looks for when work goes on. */
const AHEAD = 14;

/** When somebody works. */
export type Hours = { timeZone: string; week: RepHours['week']; holidays: readonly string[] };
export type HoursOf = (repId: string | undefined) => Hours | undefined;

/** When these reps work: asked for once, and clocks are counted on the page from then on. Of nobody, the usual hours. */
export function useHours(reps: readonly (string | undefined)[]): HoursOf {
  const ids = [...new Set(reps.filter((id) => id !== undefined))].toSorted().join(',');
  const { data } = useQuery({
    queryKey: ['handoff-hours', ids],
    queryFn: ({ signal }) =>
      api.get<{ items: RepHours[]; usual: Hours }>('/api/handoffs/hours', { search: { reps: ids }, signal }),
    enabled: reps.length > 0,
    staleTime: 10 * 60_000,
    placeholderData: keepPreviousData,
  });
  const hours = useMemo(() => new Map(data?.items.map((each) => [each.repId, each])), [data]);
  const usual = data?.usual;
  return useCallback((repId) => hours.get(repId ?? '') ?? usual, [hours, usual]);
}

/** The working time that matters for a clock at a moment: from where it began or was due until when work goes on. */
export function spansFor(hours: Hours | undefined, { startedAt, dueAt }: Running, now: Date): Span[] {
  if (hours === undefined) return [];
  const [start, due, at] = [Date.parse(startedAt), Date.parse(dueAt), now.getTime()];
  return spansOf(hours, Math.min(start, due, at), Math.max(due, at) + AHEAD * DAY);
}

/** Weekly hours as moments, from the day of one moment to that of another, without the holidays. */
export function spansOf({ timeZone, week, holidays }: Hours, from: number, until: number): Span[] {
  const closed = new Set(holidays);
  const moment = momentIn(timeZone);
  return daysOf(dayOf(new Date(from), timeZone), dayOf(new Date(until), timeZone)).flatMap((day) => {
    const hours = closed.has(day) ? [] : (week[String(weekdayOf(day))] ?? []);
    return hours.map(({ from: opens, to }): Span => [moment(day, opens), moment(day, to)]);
  });
}

/** From one day to another, with both. */
function daysOf(first: string, last: string): string[] {
  const [from, to] = [Date.parse(first), Date.parse(last)];
  return Array.from({ length: Math.round((to - from) / DAY) + 1 }, (_, index) =>
    new Date(from + index * DAY).toISOString().slice(0, 10),
  );
}

/** 1 is Monday, 7 Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

/** What the clock on the wall of a place shows, as a moment. */
function momentIn(timeZone: string): (day: string, clock: string) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const offset = (at: number) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at;
  return (day, clock) => {
    const wall = clock === '24:00' ? Date.parse(`${day}T00:00Z`) + DAY : Date.parse(`${day}T${clock}Z`);
    const guess = wall - offset(wall);
    // Asked again there: the clocks may have changed between.
    return wall - offset(guess);
  };
}
