import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { TeamKind } from '../../../web/session.ts';
import type * as contract from '../../teams/contract.ts';
import type { WeeklyHours } from '../hours/hours.ts';
import type { Wire } from '../parts/wire.ts';

export type Team = Omit<Wire<contract.Team>, 'workingHours'> & { workingHours: WeeklyHours | null };
export type Holiday = Wire<contract.Holiday>;

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) => api.get<{ items: Team[] }>('/api/teams', { signal }),
});

export const holidaysQuery = queryOptions({
  queryKey: ['teams', 'holidays'],
  queryFn: ({ signal }) => api.get<{ items: Holiday[] }>('/api/holidays', { signal }),
});

export function useTeams() {
  return useQuery(teamsQuery);
}

export const teamKinds: readonly { value: TeamKind; label: string; hint: string }[] = [
  {
    value: 'marketing',
    label: 'Marketing',
    hint: 'Violet on every screen: warms leads up and hands them over.',
  },
  { value: 'sales', label: 'Sales', hint: 'Teal on every screen: takes leads over and closes deals.' },
  { value: 'success', label: 'Customer success', hint: 'Keeps customers once they have bought.' },
  { value: 'other', label: 'Other', hint: 'Anybody else who needs the same contacts.' },
];

export function kindLabel(kind: TeamKind): string {
  return teamKinds.find(({ value }) => value === kind)?.label ?? kind;
}

/** Those still to come first, in order; days gone by are of no more use. */
export function comingHolidays(
  holidays: readonly Holiday[],
  teamId: string | null,
  today: string,
): Holiday[] {
  return holidays
    .filter((holiday) => holiday.teamId === teamId && holiday.date >= today)
    .toSorted((one, other) => one.date.localeCompare(other.date));
}
