import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Chosen } from '../../../audience/web/list/bulk.ts';
import { api } from '../../../web/api.ts';
import { count, counted } from '../../../web/numbers.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../hand-overs/contract.ts';
import type { Outcome } from './outcomes.ts';

export type HandOver = Wire<contract.HandOver>;
export type HandedContact = Wire<contract.HandedContact>;

export function startHandOver(chosen: Chosen & { note?: string }): Promise<{ id: string }> {
  return api.post<{ id: string }>('/api/hand-overs', chosen);
}

const whileGoing = 700;

export function handOverQuery(id: string) {
  return queryOptions({
    queryKey: ['hand-overs', id],
    queryFn: ({ signal }) => api.get<HandOver>(`/api/hand-overs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.going === true ? whileGoing : false),
  });
}

export function handedQuery(id: string, outcome: Outcome) {
  return infiniteQueryOptions({
    queryKey: ['hand-overs', id, outcome],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: HandedContact[]; next: string | null }>(`/api/hand-overs/${id}/contacts`, {
        search: { outcome, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** What came of it, for the toast: "287 contacts handed to sales; 14 were with sales already, 11 were refused". */
export function handedWords(result: Record<string, unknown>): string {
  const of = (...names: Outcome[]) =>
    names.reduce((sum, name) => sum + (typeof result[name] === 'number' ? result[name] : 0), 0);
  const [handed, already, refused] = [of('handed'), of('open', 'worked'), of('rejected', 'unreachable')];
  const rest = [
    ...(already > 0 ? [`${count(already)} ${already === 1 ? 'was' : 'were'} with sales already`] : []),
    ...(refused > 0 ? [`${count(refused)} ${refused === 1 ? 'was' : 'were'} refused`] : []),
  ].join(', ');
  const first =
    handed === 0 ? 'Nobody was handed over' : `${counted(handed, 'contact', 'contacts')} handed to sales`;
  return rest === '' ? first : `${first}; ${rest}`;
}
