import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api } from '../../../web/api.ts';
import { dayOf } from '../../../web/time.ts';
import type { RepHours } from '../../hours/contract.ts';
import type { Span } from './face.ts';

const DAY = 86_400_000;
/** Late clocks reach back, promises of weeks reach ahead. */
const BACK = 10;
const AHEAD = 45;

export type SpansOf = (repId: string | undefined) => readonly Span[];

/** The working time of these reps: asked for once, and clocks are counted on the page from then on. */
export function useSpans(reps: readonly (string | undefined)[]): SpansOf {
  const ids = [...new Set(reps.filter((id) => id !== undefined))].toSorted().join(',');
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['handoff-hours', ids],
    queryFn: ({ signal }) =>
      api.get<{ items: RepHours[] }>('/api/handoffs/hours', { search: { reps: ids }, signal }),
    enabled: ids !== '',
    staleTime: 10 * 60_000,
    placeholderData: keepPreviousData,
  });
  const spans = useMemo(
    () => new Map(data?.items.map((hours) => [hours.repId, spansOf(hours, dataUpdatedAt)])),
    [data, dataUpdatedAt],
  );
  return useCallback((repId) => spans.get(repId ?? '') ?? none, [spans]);
}

const none: readonly Span[] = [];

/** Weekly hours as moments, from some days ago to some weeks ahead, without the holidays. */
export function spansOf({ timeZone, week, holidays }: Omit<RepHours, 'repId'>, around: number): Span[] {
  const closed = new Set(holidays);
  const moment = momentIn(timeZone);
  return Array.from({ length: BACK + AHEAD + 1 }, (_, index) =>
    dayOf(new Date(around + (index - BACK) * DAY), timeZone),
  ).flatMap((day) => {
    const hours = closed.has(day) ? [] : (week[String(weekdayOf(day))] ?? []);
    return hours.map(({ from, to }): Span => [moment(day, from), moment(day, to)]);
  });
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
