import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../web/api.ts';
import { queryClient } from '../../web/query.ts';
import { isGoing, type Operation } from '../../web/long-work/operations.ts';
import type { Wire } from '../../workspace/web/parts/wire.ts';
import type * as contract from '../contract.ts';
import type * as grid from '../grid/contract.ts';
import type { ModelDocument } from '../simulation/contract.ts';

export type Model = Wire<contract.Model>;
/** The document stands as it is: conditions are open, and hold no moments. */
export type WholeModel = Wire<Omit<contract.WholeModel, 'document'>> & { document: ModelDocument };
export type Difference = contract.Difference;
export type Grid = grid.Grid;
export type Side = 'marketing' | 'sales';

const key = 'score-models';

export const currentQuery = queryOptions({
  queryKey: [key, 'current'],
  queryFn: ({ signal }) => api.get<WholeModel>('/api/score-models/current', { signal }),
});

export function modelQuery(id: string) {
  return queryOptions({
    queryKey: [key, id],
    queryFn: ({ signal }) => api.get<WholeModel>(`/api/score-models/${id}`, { signal }),
  });
}

export const modelsQuery = infiniteQueryOptions({
  queryKey: [key, 'list'],
  queryFn: ({ pageParam, signal }) =>
    api.get<{ items: Model[]; next: string | null }>('/api/score-models', {
      search: { limit: 20, cursor: pageParam },
      signal,
    }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

export function useDifferences(id: string, against: string | undefined, seenAt: string) {
  return useQuery({
    queryKey: [key, id, 'differences', against, seenAt],
    queryFn: ({ signal }) =>
      api.get<{ against: { id: string; number: number } | null; items: Difference[] }>(
        `/api/score-models/${id}/differences`,
        { search: { against }, signal },
      ),
    placeholderData: (before) => before,
  });
}

export const gridQuery = queryOptions({
  queryKey: ['scores', 'grid'],
  queryFn: ({ signal }) => api.get<Grid>('/api/scores/grid', { signal }),
  // Somebody moves every second on a busy day: while it is looked at, it follows at this pace instead.
  refetchInterval: 5_000,
});

/** How far the application of a version, or a simulation, has come. */
export function useOperation(id: string | null) {
  return useQuery({
    queryKey: ['operation', id],
    queryFn: ({ signal }) => api.get<Operation>(`/api/operations/${id ?? ''}`, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data === undefined || isGoing(state.data) ? 700 : false),
  });
}

export async function refreshModels(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [key] });
}

async function learn(model: WholeModel): Promise<WholeModel> {
  queryClient.setQueryData(modelQuery(model.id).queryKey, model);
  await refreshModels();
  return model;
}

export async function newDraft(basedOn?: string): Promise<WholeModel> {
  return learn(await api.post<WholeModel>('/api/score-models', basedOn === undefined ? {} : { basedOn }));
}

export async function discardDraft(id: string): Promise<void> {
  await api.delete(`/api/score-models/${id}`);
  await refreshModels();
}

export async function propose(id: string): Promise<WholeModel> {
  return learn(await api.put<WholeModel>(`/api/score-models/${id}/proposal`));
}

export async function withdraw(id: string): Promise<WholeModel> {
  return learn(await api.delete<WholeModel>(`/api/score-models/${id}/proposal`));
}

export async function sign(id: string, side: Side): Promise<WholeModel> {
  return learn(await api.put<WholeModel>(`/api/score-models/${id}/signatures/${side}`));
}

export async function applyAgain(id: string): Promise<WholeModel> {
  return learn(await api.post<WholeModel>(`/api/score-models/${id}/applications`));
}
