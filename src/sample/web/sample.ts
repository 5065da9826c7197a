import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../web/api.ts';
import type { Operation } from '../../web/long-work/operations.ts';
import type { SampleState } from '../contract.ts';

export const sampleQuery = queryOptions({
  queryKey: ['sample'],
  queryFn: ({ signal }) => api.get<Wire>('/api/sample', { signal }),
});

/** As it comes over the wire: moments are text. */
type Wire = Omit<SampleState, 'from' | 'to'> & { from: string | null; to: string | null };

export const useSample = (enabled = true) => useQuery({ ...sampleQuery, enabled });

type Wanted = { contacts?: number; besideOthers?: boolean };

export function useLoadSample() {
  return useBegin((wanted: Wanted) => api.post<Begun>('/api/sample', wanted));
}

export function useRemoveSample() {
  return useBegin(() => api.delete<Begun>('/api/sample'));
}

type Begun = { operationId: string };

function useBegin<Input>(begin: (input: Input) => Promise<Begun>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: begin,
    // The panel at the foot of the page shows from now on how far it is.
    onSettled: () =>
      Promise.all(
        [sampleQuery.queryKey, ['operations']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

/** How far a load or a removal is; asked for until it has ended. */
export function useProgress(operationId: string | null | undefined) {
  return useQuery({
    queryKey: ['operation', operationId],
    queryFn: ({ signal }) => api.get<Operation>(`/api/operations/${operationId ?? ''}`, { signal }),
    enabled: typeof operationId === 'string',
    refetchInterval: ({ state }) =>
      state.data && !['queued', 'running'].includes(state.data.state) ? false : 400,
  }).data;
}
