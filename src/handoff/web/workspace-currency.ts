import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../web/api.ts';

/** In what the company counts. */
export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => api.get<{ currency: string }>('/api/workspace', { signal }),
  staleTime: 60 * 60_000,
  retry: false,
});

export function useWorkspaceCurrency(): string {
  return useQuery(workspaceQuery).data?.currency ?? 'EUR';
}
