import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type * as contract from '../../jobs/contract.ts';
import type { Wire } from '../parts/wire.ts';

export type Job = Wire<contract.Job>;
export type JobState = Job['state'];
export type JobCounts = Record<JobState, number>;

/** Jobs start within milliseconds: asked again while one looks. */
const everyMs = 3000;

export const countsQuery = queryOptions({
  queryKey: ['jobs', 'counts'],
  queryFn: ({ signal }) => api.get<JobCounts>('/api/jobs/counts', { signal }),
  refetchInterval: everyMs,
});

export const jobsQuery = (state: JobState) =>
  infiniteQueryOptions({
    queryKey: ['jobs', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: Job[]; next: string | null }>('/api/jobs', {
        search: { state, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state: { data } }) => ((data?.pages.length ?? 0) > 2 ? false : everyMs),
  });

/** 'workspace.mailPasswordLink' → 'Mail password link', of the room 'workspace'. */
export function jobWords(name: string): { room: string; what: string } {
  const [room = '', verb = ''] = name.split('.');
  const words = verb.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return { room, what: words.charAt(0).toUpperCase() + words.slice(1) };
}
