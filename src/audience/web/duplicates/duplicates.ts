import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { ListPage } from '../../../web/list/use-list-pages.ts';
import { counted } from '../../../web/numbers.ts';
import { toast } from '../../../web/ui/toast.ts';
import type { Duplicate as Answer, MergedBatch } from '../../duplicates/contract.ts';
import { attempt } from '../contacts.ts';
import { refreshDuplicates } from './contact-merging.ts';

/** As it has travelled: moments are text. */
export type Duplicate = Omit<Answer, 'foundAt' | 'decidedAt'> & { foundAt: string; decidedAt: string | null };
export type State = Answer['state'];

const FRESH_MS = 30_000;

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
