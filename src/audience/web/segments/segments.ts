import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import { toast } from '../../../web/ui/toast.ts';
import type { Choice } from '../../../web/ui/Select.tsx';
import type {
  History as HistoryAnswer,
  Membership as MembershipAnswer,
  OfferedField,
  Preview,
  Segment as Answer,
  Tree,
  Version as VersionAnswer,
  WholeSegment as WholeAnswer,
} from '../../segments/contract.ts';
import { attempt } from '../contacts.ts';

/** As they have travelled: moments are text. */
type Travelled<T> = {
  [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key];
};
export type Segment = Travelled<Answer>;
export type WholeSegment = Travelled<WholeAnswer>;
export type Version = Travelled<VersionAnswer>;
export type Membership = Travelled<MembershipAnswer>;
export type History = Omit<HistoryAnswer, 'moves'> & { moves: Travelled<HistoryAnswer['moves'][number]>[] };
export type { OfferedField, Preview, Tree };

function segmentQuery(id: string) {
  return queryOptions({
    queryKey: ['segment', id],
    queryFn: ({ signal }) => api.get<WholeSegment>(`/api/segments/${id}`, { signal }),
    // Until its members are found; then events tell.
    refetchInterval: ({ state }) => (state.data?.state === 'finding' ? 1_000 : false),
  });
}

export function useSegment(id: string) {
  return useQuery({ ...segmentQuery(id), enabled: id !== '' });
}

export function useVersions(id: string) {
  return useQuery({
    queryKey: ['segment', id, 'versions'],
    queryFn: ({ signal }) => api.get<{ items: Version[] }>(`/api/segments/${id}/versions`, { signal }),
  });
}

export function useHistory(id: string, days: number) {
  return useQuery({
    queryKey: ['segment', id, 'history', days],
    queryFn: ({ signal }) => api.get<History>(`/api/segments/${id}/history`, { search: { days }, signal }),
  });
}

export function useOffers() {
  return useQuery({
    queryKey: ['segment-fields'],
    queryFn: ({ signal }) => api.get<{ items: OfferedField[] }>('/api/segment-fields', { signal }),
    staleTime: 60_000,
  });
}

/** What these conditions come to; nothing is asked while one of them is not whole. */
export function usePreview(tree: Tree | undefined) {
  return useQuery({
    queryKey: ['segment-preview', tree],
    queryFn: ({ signal }) => api.post<Preview>('/api/segments/previews', { tree }, { signal }),
    enabled: tree !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useSegmentsOf(contactId: string) {
  return useQuery({
    queryKey: ['contact', contactId, 'segments'],
    queryFn: ({ signal }) =>
      api.get<{ items: Membership[] }>(`/api/contacts/${contactId}/segments`, { signal }),
  });
}

const MOST_OFFERED = 500;

async function named(filter?: string): Promise<readonly Choice[]> {
  const search = { limit: MOST_OFFERED, sort: 'name', ...(filter === undefined ? {} : { filter }) };
  const { items } = await api.get<{ items: Segment[] }>('/api/segments', { search });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

/** For the filter of contact lists. */
export function segmentChoices(): Promise<readonly Choice[]> {
  return named();
}

export function useLists(wanted: boolean) {
  return useQuery({
    queryKey: ['segments', 'lists'],
    queryFn: () => named('[["kind","is",["list"]]]'),
    enabled: wanted,
  });
}

export async function refreshSegments(): Promise<void> {
  await Promise.all(
    ['segments', 'segment', 'segment-members', 'segment-fields'].map((key) =>
      queryClient.invalidateQueries({ queryKey: [key] }),
    ),
  );
}

/** Gone from the list at once; Undo brings it back. */
export async function archiveSegment({ id, name }: Pick<Segment, 'id' | 'name'>): Promise<boolean> {
  return attempt(async () => {
    await api.put(`/api/segments/${id}/archival`);
    await refreshSegments();
    toast(`“${name}” archived`, { undo: () => restoreSegment(id) });
  });
}

export async function restoreSegment(id: string): Promise<void> {
  await api.delete(`/api/segments/${id}/archival`);
  await refreshSegments();
}

export async function copySegment(id: string): Promise<WholeSegment> {
  const copy = await api.post<WholeSegment>(`/api/segments/${id}/copies`);
  await refreshSegments();
  return copy;
}

export async function findAnew(id: string): Promise<void> {
  await attempt(async () => {
    await api.post(`/api/segments/${id}/builds`);
    await refreshSegments();
  });
}
