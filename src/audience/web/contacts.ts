import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
} from '@tanstack/react-query';
import { api } from '../../web/api.ts';
import type { ListPage } from '../../web/list/use-list-pages.ts';
import { asProblem } from '../../web/problem.ts';
import { queryClient } from '../../web/query.ts';
import { rooms } from '../../web/rooms.ts';
import { toast, type ToastOptions } from '../../web/ui/toast.ts';
import type { Contact as Answer } from '../contract.ts';
import { propertiesQuery } from './properties/properties.ts';
import type { ActivityPage } from './record/activity.ts';

/** A contact as it has travelled: moments are text. */
export type Contact = {
  [Key in keyof Answer]: Answer[Key] extends Date
    ? string
    : Answer[Key] extends Date | null
      ? string | null
      : Answer[Key];
};
/** The fields one can write. */
export type ContactField = Extract<keyof WrittenContact, PlainField>;
type WrittenContact = Omit<
  Contact,
  'id' | 'name' | 'phoneOriginal' | 'createdAt' | 'updatedAt' | 'deletedAt'
>;
/** Facts that are a text: the others have editors of their own. */
type PlainField = {
  [Key in keyof Contact]: Contact[Key] extends string | null ? Key : never;
}[keyof Contact];

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => api.get<Contact>(`/api/contacts/${id}`, { signal }),
    // Coming from a list, the page is there at once; what the server says follows.
    placeholderData: () => fromLists(id),
  });
}

/** Asked for before the page is opened, with what happened to it. */
export async function expectContact(id: string): Promise<void> {
  await Promise.all([
    queryClient.prefetchQuery({ ...contactQuery(id), staleTime: 5_000 }),
    queryClient.prefetchInfiniteQuery({ ...activityQuery(id), staleTime: 5_000 }),
    queryClient.prefetchQuery(propertiesQuery('contact')),
  ]);
}

/** How many there are, for the head of the list. */
export function useContactCount() {
  const query = useQuery({
    queryKey: ['contacts', 'count'],
    queryFn: ({ signal }) => api.get<ListPage<Contact>>('/api/contacts', { search: { limit: 1 }, signal }),
  });
  return query.data?.estimate;
}

export function useActivity(id: string) {
  return useInfiniteQuery(activityQuery(id));
}

function activityQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['contact', id, 'activity'],
    queryFn: ({ pageParam, signal }) =>
      api.get<ActivityPage>('/api/activity', {
        search: { subject: `contact:${id}`, except: toldElsewhere(), cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

function toldElsewhere(): string {
  return rooms.flatMap((room) => room.toldElsewhere ?? []).join(',');
}

/** What the server answered is at once what all pages show. */
export function learn(contact: Contact): Contact {
  queryClient.setQueryData(contactQuery(contact.id).queryKey, contact);
  queryClient.setQueriesData<InfiniteData<ListPage<Contact>>>({ queryKey: ['contacts', 'list'] }, (list) =>
    withContact(list, contact),
  );
  void queryClient.invalidateQueries({ queryKey: ['contact', contact.id, 'activity'] });
  return contact;
}

export async function refreshContacts(): Promise<void> {
  await Promise.all(['contacts', 'contact'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

export async function giveTo(contact: Contact, ownerId: string | null): Promise<Contact> {
  return learn(await api.put<Contact>(`/api/contacts/${contact.id}/owner`, { ownerId }));
}

/** Gone at once; Undo brings it back as it was. */
export async function deleteContact(contact: Contact): Promise<void> {
  await api.delete(`/api/contacts/${contact.id}`);
  await refreshContacts();
  toast(`${contact.name} deleted`, { undo: () => restoreContact(contact) });
}

export async function restoreContact({ id }: Pick<Contact, 'id'>): Promise<void> {
  learn(await api.put<Contact>(`/api/contacts/${id}/restoration`));
  await refreshContacts();
}

/** For what was asked for by a button: says what went wrong where everybody looks. */
export async function attempt(
  work: () => Promise<unknown>,
  done?: string,
  options?: ToastOptions,
): Promise<boolean> {
  try {
    await work();
  } catch (thrown) {
    const { title, detail } = asProblem(thrown);
    toast(detail === '' ? title : detail, { wrong: true });
    return false;
  }
  if (done !== undefined) toast(done, options);
  return true;
}

function fromLists(id: string): Contact | undefined {
  return queryClient
    .getQueriesData<InfiniteData<ListPage<Contact>>>({ queryKey: ['contacts', 'list'] })
    .flatMap(([, list]) => list?.pages ?? [])
    .flatMap((page) => page.items)
    .find((contact) => contact.id === id);
}

function withContact(list: InfiniteData<ListPage<Contact>> | undefined, contact: Contact) {
  if (list === undefined) return undefined;
  const items = (page: ListPage<Contact>) =>
    page.items.map((known) => (known.id === contact.id ? contact : known));
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: items(page) })) };
}
