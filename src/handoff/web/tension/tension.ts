import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { count } from '../../../web/numbers.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../tension/contract.ts';

export type Tension = Wire<contract.Tension>;
export type Row = Tension['all'];
export type Lead = Wire<contract.TensionHandoff>;
/** Which leads are shown; it stands in the address, so that a link shows the same number and the same leads. */
export type Search = Record<string, string>;
export type Period = { days?: string; from?: string; to?: string };

export function periodOf({ days, from, to }: Search): Period {
  if (from !== undefined || to !== undefined)
    return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return days === undefined ? {} : { days };
}

export function tensionQuery(period: Period) {
  return queryOptions({
    queryKey: ['tension', 'numbers', period],
    queryFn: ({ signal }) => api.get<Tension>('/api/tension', { search: period, signal }),
    placeholderData: keepPreviousData,
  });
}

const asked = ['source', 'campaign', 'verdict', 'reason', 'grade', 'line', 'answered'] as const;
export type Asked = Partial<Record<(typeof asked)[number], string>>;

export function askedIn(search: Search): Asked {
  return Object.fromEntries(
    asked.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
}

export function behindQuery(period: Period, leads: Asked) {
  return infiniteQueryOptions({
    queryKey: ['tension', 'behind', period, leads],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: Lead[]; next: string | null }>('/api/tension/handoffs', {
        search: { ...period, ...leads, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** 95 → "1 h 35 min"; of working time a day has eight hours, so days are not said. */
export function minutes(value: number): string {
  if (value < 60) return `${Math.round(value)} min`;
  const hours = Math.floor(value / 60);
  const rest = Math.round(value % 60);
  return rest === 0 || hours >= 10 ? `${count(Math.round(value / 60))} h` : `${hours} h ${rest} min`;
}
