import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type * as contract from '../../people/contract.ts';
import type { WeeklyHours } from '../hours/hours.ts';
import type { Wire } from '../parts/wire.ts';

/** As the server answers, with its hours by weekday. */
export type Person = Omit<Wire<contract.Person>, 'workingHours'> & { workingHours: WeeklyHours | null };
export type Invitation = Wire<contract.Invitation>;
/** The link is told once, to whoever invited: Tandem itself keeps only a print of it. */
export type SentInvitation = Wire<contract.InvitationWithLink>;

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', id],
    queryFn: ({ signal }) => api.get<Person>(`/api/people/${id}`, { signal }),
  });

/** Also those who left: what they did still stands under their name. */
export const peopleQuery = queryOptions({
  queryKey: ['people', 'all'],
  queryFn: ({ signal }) =>
    api.get<{ items: Person[] }>('/api/people', { search: { sort: 'name', limit: 500 }, signal }),
});

/** For pickers. A workspace has tens of people, sometimes hundreds. */
export const activePeopleQuery = queryOptions({
  queryKey: ['people', 'active'],
  queryFn: ({ signal }) =>
    api.get<{ items: Person[] }>('/api/people', {
      search: { filter: '[["active","is",true]]', sort: 'name', limit: 500 },
      signal,
    }),
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => api.get<{ items: Invitation[] }>('/api/invitations', { signal }),
});

export function changePerson(
  id: string,
  part: Partial<Pick<Person, 'name' | 'role' | 'active' | 'timeZone' | 'workingHours'>>,
) {
  return api.patch<Person>(`/api/people/${id}`, part);
}
