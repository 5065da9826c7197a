import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type * as contract from '../../auth/contract.ts';
import type { WeeklyHours } from '../hours/hours.ts';
import type { Wire } from '../parts/wire.ts';

type User = Omit<contract.Me['user'], 'workingHours'> & { workingHours: WeeklyHours | null };

/** All that /api/me answers; the shell needs only a part of it. */
export type Me = Omit<contract.Me, 'user'> & { user: User };
export type SignedInDevice = Wire<contract.Session>;

/** Under the session's own key: what is changed here shows in the rail at once. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/api/me', { signal }),
  staleTime: 5 * 60_000,
});

export const devicesQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => api.get<{ items: SignedInDevice[] }>('/api/me/sessions', { signal }),
});

export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

/** The secret inside an otpauth: address, for those who type it. */
export function secretOf(uri: string): string {
  return URL.parse(uri)?.searchParams.get('secret') ?? '';
}
