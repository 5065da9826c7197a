import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../web/api.ts';
import { queryClient } from '../../web/query.ts';
import type { Wire } from '../../workspace/web/parts/wire.ts';
import type * as contract from '../contract.ts';
import { asked, type TimelineSearch } from './timeline/search.ts';

export type Touchpoint = Wire<contract.Touchpoint>;
export type TimelinePage = Wire<contract.Timeline>;
export type Journey = Wire<contract.Journey>;
export type JourneyMark = Wire<contract.JourneyMark>;
export type Kind = Wire<contract.ShownKind>;
export type Channel = NonNullable<Touchpoint['channel']>;

export function timelineQuery(contactId: string, search: TimelineSearch) {
  const narrowed = asked(search);
  return infiniteQueryOptions({
    queryKey: ['contact', contactId, 'timeline', narrowed],
    queryFn: ({ pageParam, signal }) =>
      api.get<TimelinePage>(`/api/contacts/${contactId}/timeline`, {
        search: { ...narrowed, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export type CompanyTouchpoint = Wire<contract.CompanyTimeline>['items'][number];

export function companyTimelineQuery(companyId: string, search: TimelineSearch) {
  const narrowed = asked(search);
  return infiniteQueryOptions({
    queryKey: ['company-timeline', companyId, narrowed],
    queryFn: ({ pageParam, signal }) =>
      api.get<Wire<contract.CompanyTimeline>>(`/api/companies/${companyId}/timeline`, {
        search: { ...narrowed, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Kept beside the timeline of the same company: what is new on that, may be new here. */
export function companyFacetsQuery(companyId: string, subsidiaries: boolean) {
  return queryOptions({
    queryKey: ['company-timeline', companyId, 'facets', subsidiaries],
    queryFn: ({ signal }) =>
      api.get<Wire<contract.CompanyFacets>>(`/api/companies/${companyId}/timeline/facets`, {
        search: { subsidiaries: String(subsidiaries) },
        signal,
      }),
  });
}

export function journeyQuery(contactId: string) {
  return queryOptions({
    queryKey: ['contact', contactId, 'journey'],
    queryFn: ({ signal }) => api.get<Journey>(`/api/contacts/${contactId}/journey`, { signal }),
  });
}

export const kindsQuery = queryOptions({
  queryKey: ['touchpoint-kinds'],
  queryFn: ({ signal }) => api.get<{ items: Kind[] }>('/api/touchpoint-kinds', { signal }),
  staleTime: 5 * 60_000,
});

export type NewTouchpoint = Wire<contract.NewHandTouchpoint>;

/** What is logged stands on the line at once; whoever else looks at it is told by the live updates. */
export async function logTouchpoint(contactId: string, touchpoint: NewTouchpoint): Promise<Touchpoint> {
  const logged = await api.post<Touchpoint>(`/api/contacts/${contactId}/touchpoints`, touchpoint);
  await queryClient.invalidateQueries({ queryKey: ['contact', contactId] });
  return logged;
}
