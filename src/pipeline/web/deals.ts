import { queryOptions, useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query';
import type { ActivityPage } from '../../audience/web/record/activity.ts';
import { api } from '../../web/api.ts';
import type { ListPage } from '../../web/list/use-list-pages.ts';
import { asProblem } from '../../web/problem.ts';
import { queryClient } from '../../web/query.ts';
import { toast } from '../../web/ui/toast.ts';
import type { Wire } from '../../workspace/web/parts/wire.ts';
import type * as contract from '../contract.ts';

export type Deal = Wire<contract.Deal>;
export type DealShown = Wire<contract.DealShown>;
export type Board = Wire<contract.Board>;
export type BoardColumn = Wire<contract.BoardColumn>;
export type NewDeal = contract.NewDeal;
type StageChange = contract.NewStage;

export function dealQuery(id: string) {
  return queryOptions({
    queryKey: ['deal', id],
    queryFn: ({ signal }) => api.get<DealShown>(`/api/deals/${id}`, { signal }),
  });
}

/** Asked for before the page is opened. */
export async function expectDeal(id: string): Promise<void> {
  await queryClient.prefetchQuery({ ...dealQuery(id), staleTime: 5_000 });
}

/** `owner`: 'me', the id of a colleague, or nothing for everybody's. */
export function boardQuery(owner: string | undefined) {
  const filter = owner === undefined ? undefined : JSON.stringify([['owner', 'is', [owner]]]);
  return queryOptions({
    queryKey: ['deals', 'board', owner ?? ''],
    queryFn: ({ signal }) => api.get<Board>('/api/deals/board', { search: { filter }, signal }),
    placeholderData: (before) => before,
  });
}

const shownOnRecords = 10;

/** Of a contact or a company, newest first. */
export function useDealsOf(kind: 'contact' | 'company', id: string) {
  return useQuery({
    queryKey: ['deals', 'of', kind, id],
    queryFn: ({ signal }) =>
      api.get<ListPage<Deal>>('/api/deals', {
        search: { filter: JSON.stringify([[kind, 'is', [id]]]), limit: shownOnRecords },
        signal,
      }),
  });
}

/** What the company counts in, for a new amount. */
export function useOwnCurrency(): string | undefined {
  const query = useQuery({
    queryKey: ['workspace', 'currency'],
    queryFn: ({ signal }) => api.get<{ currency: string }>('/api/workspace', { signal }),
    staleTime: 5 * 60_000,
  });
  return query.data?.currency;
}

export function useDealActivity(id: string) {
  return useInfiniteQuery({
    queryKey: ['deal', id, 'activity'],
    queryFn: ({ pageParam, signal }) =>
      api.get<ActivityPage>('/api/activity', {
        search: { subject: `deal:${id}`, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export async function openDeal(input: NewDeal): Promise<Deal> {
  return learnDeal(await api.post<Deal>('/api/deals', input));
}

/** Saves facts written by somebody who saw the deal as `base`; what a colleague changed meanwhile stays. */
export async function saveDeal(base: Deal, change: Record<string, unknown>): Promise<Deal> {
  try {
    const body = { ...change, updatedAt: base.updatedAt };
    return learnDeal(await api.patch<Deal>(`/api/deals/${base.id}`, body));
  } catch (thrown) {
    const { status, facts } = asProblem(thrown);
    const theirs = status === 409 ? (facts['deal'] as Deal | undefined) : undefined;
    if (theirs === undefined) throw thrown;
    learnDeal(theirs);
    const untouched = Object.keys(change).every((field) => written(theirs, field) === written(base, field));
    if (untouched) return learnDeal(await api.patch<Deal>(`/api/deals/${base.id}`, change));
    throw thrown;
  }
}

export async function giveDealTo({ id }: Pick<Deal, 'id'>, ownerId: string | null): Promise<Deal> {
  return learnDeal(await api.put<Deal>(`/api/deals/${id}/owner`, { ownerId }));
}

/** With the way back in the toast. */
export async function setStage(deal: Deal, change: StageChange): Promise<void> {
  learnDeal(await api.put<Deal>(`/api/deals/${deal.id}/stage`, change));
  const done = {
    open: `${deal.name} is open again`,
    won: `${deal.name} is won`,
    lost: `${deal.name} is lost`,
  };
  toast(done[change.stage], {
    undo: async () => learnDeal(await api.put<Deal>(`/api/deals/${deal.id}/stage`, stageOf(deal))),
  });
}

/** Gone at once; Undo brings it back as it was. */
export async function deleteDeal(deal: Deal): Promise<void> {
  await api.delete(`/api/deals/${deal.id}`);
  await refreshDeals();
  toast(`${deal.name} deleted`, { undo: () => restoreDeal(deal) });
}

export async function restoreDeal({ id }: Pick<Deal, 'id'>): Promise<void> {
  learnDeal(await api.put<Deal>(`/api/deals/${id}/restoration`));
}

/** What the server answered is at once what all pages show. */
function learnDeal(deal: Deal): Deal {
  queryClient.setQueryData(dealQuery(deal.id).queryKey, (known) => known && { ...known, ...deal });
  queryClient.setQueriesData<InfiniteData<ListPage<Deal>>>({ queryKey: ['deals', 'list'] }, (list) =>
    withDeal(list, deal),
  );
  void refreshDeals();
  return deal;
}

async function refreshDeals(): Promise<void> {
  await Promise.all(
    [['deals'], ['deal'], ['contact']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );
}

function withDeal(list: InfiniteData<ListPage<Deal>> | undefined, deal: Deal) {
  if (list === undefined) return undefined;
  const items = (page: ListPage<Deal>) => page.items.map((known) => (known.id === deal.id ? deal : known));
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: items(page) })) };
}

/** The stage a deal stands at, as it would be asked for. */
function stageOf({ stage, lostReason, lostWords, closedAt }: Deal): StageChange {
  if (stage === 'open') return { stage };
  const at = closedAt === null ? {} : { closedAt };
  if (stage === 'won') return { stage, ...at };
  return { stage, reason: lostReason ?? 'other', ...(lostWords === null ? {} : { words: lostWords }), ...at };
}

function written(deal: Deal, field: string): unknown {
  if (field === 'contactId') return deal.contact?.id;
  if (field === 'companyId') return deal.company?.id;
  return deal[field as keyof Deal];
}
