import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../agreement/contract.ts';

export type Agreement = Wire<contract.Agreement>;
export type WholeAgreement = Wire<contract.WholeAgreement>;
export type Document = contract.Document;
export type AgreedPromise = Document['promises'][number];
export type SalesPromise = Extract<AgreedPromise, { side: 'sales' }>;
export type MarketingPromise = Extract<AgreedPromise, { side: 'marketing' }>;
export type Step = AgreedPromise['steps'][number];
export type Side = AgreedPromise['side'];
export type Difference = Wire<contract.Difference>;
export type Attainment = Wire<contract.Attainment>;
export type Line = Wire<contract.Line>;
export type PastMonth = Wire<contract.PastMonth>;
export type Case = Wire<contract.Case>;
export type Consequence = Wire<contract.Consequence>;
/** Done: in time or late, which is what a median is of. */
export type Kept = Case['kept'] | 'done';

type Current = { inForce: WholeAgreement | null; proposed: WholeAgreement | null; drafts: Agreement[] };
type CasesPage = { items: Case[]; next: string | null };
type Differences = { against: { id: string; number: number } | null; items: Difference[] };

const path = '/api/agreements';

export const currentQuery = queryOptions({
  queryKey: ['agreements', 'current'],
  queryFn: ({ signal }) => api.get<Current>(`${path}/current`, { signal }),
});

export function attainmentQuery(month: string | undefined) {
  return queryOptions({
    queryKey: ['agreements', 'attainment', month ?? 'now'],
    queryFn: ({ signal }) =>
      api.get<Attainment>(`${path}/attainment`, { search: month === undefined ? {} : { month }, signal }),
    placeholderData: keepPreviousData,
  });
}

export const monthsQuery = queryOptions({
  queryKey: ['agreements', 'months'],
  queryFn: ({ signal }) => api.get<{ items: PastMonth[] }>(`${path}/months`, { signal }),
});

export const lateQuery = queryOptions({
  queryKey: ['agreements', 'attainment', 'late'],
  queryFn: ({ signal }) => api.get<CasesPage>(`${path}/late`, { search: { limit: 8 }, signal }),
});

export type CasesAsked = { promise: string; month?: string; kept?: Kept; source?: string; rep?: string };

export function casesQuery(asked: CasesAsked) {
  return infiniteQueryOptions({
    queryKey: ['agreements', 'cases', asked],
    queryFn: ({ signal, pageParam }) =>
      api.get<CasesPage>(`${path}/cases`, {
        search: { ...asked, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: CasesPage) => page.next ?? undefined,
  });
}

export const versionsQuery = infiniteQueryOptions({
  queryKey: ['agreements', 'versions'],
  queryFn: ({ signal, pageParam }) =>
    api.get<{ items: Agreement[]; next: string | null }>(path, {
      search: pageParam === undefined ? {} : { cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
});

export function agreementQuery(id: string) {
  return queryOptions({
    queryKey: ['agreements', 'one', id],
    queryFn: ({ signal }) => api.get<WholeAgreement>(`${path}/${id}`, { signal }),
  });
}

export function differencesQuery(id: string) {
  return queryOptions({
    queryKey: ['agreements', 'differences', id],
    queryFn: ({ signal }) => api.get<Differences>(`${path}/${id}/differences`, { signal }),
  });
}

export function consequencesQuery(settled: 'yes' | 'no') {
  return queryOptions({
    queryKey: ['consequences', settled],
    queryFn: ({ signal }) =>
      api.get<{ items: Consequence[]; next: string | null }>('/api/consequences', {
        search: { settled, limit: settled === 'no' ? 20 : 5 },
        signal,
      }),
  });
}

export async function draftVersion(basedOn?: string): Promise<WholeAgreement> {
  return told(await api.post<WholeAgreement>(path, basedOn === undefined ? {} : { basedOn }));
}

export async function saveVersion(
  { id, updatedAt }: Pick<WholeAgreement, 'id' | 'updatedAt'>,
  change: { document?: Document; note?: string | null },
): Promise<WholeAgreement> {
  return told(await api.patch<WholeAgreement>(`${path}/${id}`, { ...change, updatedAt }));
}

export async function discardVersion(id: string): Promise<void> {
  await api.delete(`${path}/${id}`);
  await queryClient.invalidateQueries({ queryKey: ['agreements'] });
}

export async function proposeVersion(id: string): Promise<WholeAgreement> {
  return told(await api.put<WholeAgreement>(`${path}/${id}/proposal`));
}

export async function withdrawVersion(id: string): Promise<WholeAgreement> {
  return told(await api.delete<WholeAgreement>(`${path}/${id}/proposal`));
}

export async function signVersion(id: string, side: Side): Promise<WholeAgreement> {
  return told(await api.put<WholeAgreement>(`${path}/${id}/signatures/${side}`));
}

export async function settle(id: string, words: string | null): Promise<void> {
  await api.put(`/api/consequences/${id}/settlement`, { words });
  await queryClient.invalidateQueries({ queryKey: ['consequences'] });
}

export async function reopen(id: string): Promise<void> {
  await api.delete(`/api/consequences/${id}/settlement`);
  await queryClient.invalidateQueries({ queryKey: ['consequences'] });
}

async function told(agreement: WholeAgreement): Promise<WholeAgreement> {
  queryClient.setQueryData(agreementQuery(agreement.id).queryKey, agreement);
  await queryClient.invalidateQueries({
    queryKey: ['agreements'],
    predicate: ({ queryKey }) => queryKey[2] !== agreement.id || queryKey[1] !== 'one',
  });
  return agreement;
}
