import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { ListPage } from '../../../web/list/use-list-pages.ts';
import { counted } from '../../../web/numbers.ts';
import { queryClient } from '../../../web/query.ts';
import { toast } from '../../../web/ui/toast.ts';
import type { Duplicate as Answer, MergedBatch } from '../../duplicates/contract.ts';
import type { Comparison, Merge as MergeAnswer, Unmerged } from '../../merge/contract.ts';
import { attempt, refreshContacts } from '../contacts.ts';

export type { Comparison };
export type Seat = Comparison['keep'];
export type Line = Comparison['lines'][number];
/** As it has travelled: moments are text. */
export type Duplicate = Omit<Answer, 'foundAt' | 'decidedAt'> & { foundAt: string; decidedAt: string | null };
export type Merge = Omit<MergeAnswer, 'mergedAt' | 'unmergedAt'> & {
  mergedAt: string;
  unmergedAt: string | null;
};
export type State = Answer['state'];

const FRESH_MS = 30_000;

export type Decision = {
  kept: { id: string; name: string };
  gone: { id: string; name: string };
  choices: Record<string, 'kept' | 'gone'>;
};

export function duplicatesQuery(state: State) {
  return infiniteQueryOptions({
    queryKey: ['duplicates', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      api.get<ListPage<Duplicate>>('/api/duplicates', { search: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // Pairs are found in the background, a second or two after the change that makes two contacts alike.
    refetchInterval: FRESH_MS,
  });
}

export const certainQuery = queryOptions({
  queryKey: ['duplicates', 'certain'],
  queryFn: ({ signal }) => api.get<{ count: number; exact: boolean }>('/api/duplicates/certain', { signal }),
});

/** The pairs a contact waits in. */
export function duplicatesOfQuery(contact: string) {
  return queryOptions({
    queryKey: ['duplicates', 'of', contact],
    queryFn: ({ signal }) =>
      api.get<ListPage<Duplicate>>('/api/duplicates', { search: { contact, limit: 5 }, signal }),
  });
}

export function mergesQuery(contact: string) {
  return queryOptions({
    queryKey: ['duplicates', 'merges', contact],
    queryFn: ({ signal }) => api.get<{ items: Merge[] }>(`/api/contacts/${contact}/merges`, { signal }),
  });
}

export function comparisonQuery(one: string, other: string) {
  return queryOptions({
    queryKey: ['duplicates', 'comparison', one, other],
    queryFn: ({ signal }) => api.get<Comparison>(`/api/contacts/${one}/comparisons/${other}`, { signal }),
  });
}

async function refreshDuplicates(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: ['duplicates'] }), refreshContacts()]);
}

/** Merged at once; Undo brings both back. Answers whether it is done. */
export async function mergePair({ kept, gone, choices }: Decision): Promise<boolean> {
  return attempt(async () => {
    const merge = await api.post<Merge>(`/api/contacts/${kept.id}/merges`, { with: gone.id, choices });
    await refreshDuplicates();
    toast(`${gone.name} merged into ${kept.name}`, { undo: () => unmerge(merge) });
  });
}

export async function unmerge({ id, gone }: Pick<Merge, 'id' | 'gone'>): Promise<void> {
  await attempt(async () => {
    const { left } = await api.post<Unmerged>(`/api/merges/${id}/reversal`);
    await refreshDuplicates();
    toast([`${gone.name} is a contact of their own again.`, ...left].join(' '));
  });
}

/** "Not the same": gone from the queue at once; Undo asks again. */
export async function tellApart({
  id,
  one,
  other,
}: Pick<Duplicate, 'id' | 'one' | 'other'>): Promise<boolean> {
  return attempt(async () => {
    await api.put(`/api/duplicates/${id}/dismissal`);
    await refreshDuplicates();
    toast(`${one.name} and ${other.name} stay two`, { undo: () => askAgain(id) });
  });
}

export async function askAgain(id: string): Promise<void> {
  await attempt(async () => {
    await api.delete(`/api/duplicates/${id}/dismissal`);
    await refreshDuplicates();
  });
}

export async function mergeCertain(): Promise<void> {
  await attempt(async () => {
    const { batchId, merges, left } = await api.post<MergedBatch>('/api/duplicates/merges');
    await refreshDuplicates();
    const more = left > 0 ? `; ${counted(left, 'more pair is', 'more pairs are')} beyond doubt` : '';
    toast(`${counted(merges.length, 'pair', 'pairs')} merged${more}`, { undo: () => undoBatch(batchId) });
  });
}

async function undoBatch(id: string): Promise<void> {
  await attempt(async () => {
    const { unmerged, kept } = await api.delete<{ unmerged: number; kept: number }>(
      `/api/duplicates/merges/${id}`,
    );
    await refreshDuplicates();
    const rest = kept > 0 ? `; ${counted(kept, 'stays', 'stay')}, because of what happened since` : '';
    toast(`${counted(unmerged, 'merge', 'merges')} taken back${rest}`);
  });
}
