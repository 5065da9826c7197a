import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../feedback/contract.ts';

export type Item = Wire<contract.FeedbackItem>;
export type Page = Wire<contract.FeedbackPage>;
export type FieldNote = Wire<contract.FieldNote>;
export type NoteKind = FieldNote['kind'];
export type Names = contract.NamedBefore;
export type Theme = Wire<contract.Theme>;
export type WholeTheme = Wire<contract.WholeTheme>;
export type FollowUp = Wire<contract.FollowUp>;
export type Suggestion = Wire<contract.Suggestion>;
export type NewNote = Partial<Wire<contract.NewNote>>;

/** What the stream is narrowed to; it stands in the address. */
export type Narrowed = {
  q?: string;
  type?: 'note' | 'verdict';
  kind?: string;
  reason?: string;
  source?: string;
  campaign?: string;
  competitor?: string;
  product?: string;
  from?: string;
  to?: string;
  theme?: string;
};
const names = [
  'q',
  'type',
  'kind',
  'reason',
  'source',
  'campaign',
  'competitor',
  'product',
  'from',
  'to',
  'theme',
] as const;

export function narrowedBy(search: Record<string, unknown>): Narrowed {
  const given = names.flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
  return Object.fromEntries(given) as Narrowed;
}

/** Everything about feedback is one tree of keys: whatever is written, all of it is looked at anew. */
export const FEEDBACK = ['feedback'] as const;

export function streamQuery(narrowed: Narrowed & { contact?: string; handoff?: string }) {
  return infiniteQueryOptions({
    queryKey: [...FEEDBACK, 'stream', narrowed],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>('/api/feedback', { search: { ...narrowed, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export async function correctNote(
  { id, contact }: Item,
  change: Partial<Wire<contract.NoteChange>>,
): Promise<void> {
  await api.patch(`/api/field-notes/${id}`, change);
  await lookAnew(contact?.id);
}

export async function deleteNote({ id, contact }: Item): Promise<void> {
  await api.delete(`/api/field-notes/${id}`);
  await lookAnew(contact?.id);
}

async function lookAnew(contactId: string | undefined): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: FEEDBACK });
  if (contactId !== undefined) await queryClient.invalidateQueries({ queryKey: ['contact', contactId] });
}

export const namesQuery = queryOptions({
  queryKey: [...FEEDBACK, 'names'],
  queryFn: ({ signal }) => api.get<Names>('/api/field-note-names', { signal }),
});

export const themesQuery = queryOptions({
  queryKey: [...FEEDBACK, 'themes'],
  queryFn: ({ signal }) => api.get<{ items: Theme[] }>('/api/themes', { signal }),
});

export const suggestionsQuery = queryOptions({
  queryKey: [...FEEDBACK, 'suggestions'],
  queryFn: ({ signal }) =>
    api.get<{ suggestions: Suggestion[]; read: number }>('/api/theme-suggestions', { signal }),
});

export type FollowUpOfTheme = FollowUp & { theme: { id: string; name: string } };

/** What themes led to this version of the score. */
export function followUpsOfModel(model: string) {
  return queryOptions({
    queryKey: [...FEEDBACK, 'follow-ups', model],
    queryFn: ({ signal }) =>
      api.get<{ items: FollowUpOfTheme[] }>('/api/follow-ups', { search: { model }, signal }),
  });
}

export function themeQuery(id: string) {
  return queryOptions({
    queryKey: [...FEEDBACK, 'theme', id],
    queryFn: ({ signal }) => api.get<WholeTheme>(`/api/themes/${id}`, { signal }),
  });
}
