import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { about, count } from '../../../web/numbers.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../funnel/contract.ts';

export type Funnel = Wire<contract.Funnel>;
export type FunnelStep = Wire<contract.FunnelStep>;
export type FunnelGroup = Wire<contract.FunnelGroup>;
export type FunnelPerson = Wire<contract.FunnelPerson>;
export type Step = contract.Step;
export type What = 'reached' | 'dropped' | 'skipped';
/** All that is asked; it stands in the address. */
export type Search = Record<string, string>;

export const stepWords: Record<Step, string> = {
  visitor: 'Visitor',
  lead: 'Lead',
  warm: 'Warm',
  hot: 'Hot',
  accepted: 'Accepted',
  deal: 'Deal',
  customer: 'Customer',
};

/** Whose work it is to bring people there. */
export const stepTeams: Record<Step, 'marketing' | 'sales'> = {
  visitor: 'marketing',
  lead: 'marketing',
  warm: 'marketing',
  hot: 'marketing',
  accepted: 'sales',
  deal: 'sales',
  customer: 'sales',
};

const cohort = ['days', 'from', 'to', 'source', 'segment', 'team'] as const;

/** Who is looked at, without how. */
export function cohortOf(search: Search): Search {
  return Object.fromEntries(cohort.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
}

export function funnelQuery(search: Search) {
  const asked = { ...cohortOf(search), ...(search['by'] ? { by: search['by'] } : {}) };
  return queryOptions({
    queryKey: ['funnel', 'counts', asked],
    queryFn: ({ signal }) => api.get<Funnel>('/api/funnel', { search: asked, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function peopleQuery(asked: Search) {
  return infiniteQueryOptions({
    queryKey: ['funnel', 'people', asked],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: FunnelPerson[]; next: string | null }>('/api/funnel/people', {
        search: { ...asked, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Exact, or "about" where only a part of the people was read. */
export function number(value: number, exact: boolean): string {
  return exact ? count(value) : about(value);
}

/** 0.04 → "58 min", 1.5 → "1.5 days": how long a step takes. */
export function daysWords(days: number): string {
  if (days < 1 / 24) return `${Math.max(1, Math.round(days * 1_440))} min`;
  if (days < 1) return `${Math.round(days * 24)} h`;
  const rounded = days < 9.95 ? Math.round(days * 10) / 10 : Math.round(days);
  return `${count(rounded)} ${rounded === 1 ? 'day' : 'days'}`;
}
