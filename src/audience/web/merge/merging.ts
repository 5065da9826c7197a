import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import { toast } from '../../../web/ui/toast.ts';
import { attempt } from '../contacts.ts';
import type { Comparison, Decision, Merge, MergeKind } from './merge-kind.ts';

export function mergesQuery({ nouns }: MergeKind, id: string) {
  return queryOptions({
    queryKey: ['merges', nouns, 'of', id],
    queryFn: ({ signal }) => api.get<{ items: Merge[] }>(`/api/${nouns}/${id}/merges`, { signal }),
  });
}

export function comparisonQuery({ nouns }: MergeKind, one: string, other: string) {
  return queryOptions({
    queryKey: ['merges', nouns, 'comparison', one, other],
    queryFn: ({ signal }) => api.get<Comparison>(`/api/${nouns}/${one}/comparisons/${other}`, { signal }),
  });
}

/** Merged at once; Undo brings both back. Answers whether it is done. */
export async function mergePair(kind: MergeKind, { kept, gone, choices }: Decision): Promise<boolean> {
  return attempt(async () => {
    const body = { with: gone.id, choices };
    const merge = await api.post<Merge>(`/api/${kind.nouns}/${kept.id}/merges`, body);
    await refresh(kind);
    const name = merge.kept.name ?? kept.name;
    toast(`${gone.name} merged into ${name}`, { undo: () => unmerge(kind, merge) });
  });
}

export async function unmerge(kind: MergeKind, { id, gone }: Pick<Merge, 'id' | 'gone'>): Promise<void> {
  await attempt(async () => {
    const { left } = await api.post<{ left: string[] }>(`${kind.merges}/${id}/reversal`);
    await refresh(kind);
    toast([`${gone.name} ${kind.apart}`, ...left].join(' '));
  });
}

async function refresh({ nouns, refresh: others }: MergeKind): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: ['merges', nouns] }), others()]);
}
