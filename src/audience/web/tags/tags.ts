import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Choice } from '../../../web/ui/Select.tsx';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type { CountedTag as Counted } from '../../tags/contract.ts';
import { refreshContacts } from '../contacts.ts';

export type CountedTag = Wire<Counted>;
export type NamedTag = Pick<CountedTag, 'id' | 'name'>;

/** As many as one can look through in a filter; more are found by typing. */
const inFilter = 200;

function suggestionsQuery(q: string, limit?: number) {
  return queryOptions({
    queryKey: ['tags', 'suggestions', q, limit],
    queryFn: ({ signal }) =>
      api.get<{ items: NamedTag[] }>('/api/tag-suggestions', { search: { q, limit }, signal }),
    staleTime: 60_000,
  });
}

/** Tags that have in their name what is typed; the last ones stay until the next are there. */
export function useTagSuggestions(q: string): readonly NamedTag[] {
  return useQuery({ ...suggestionsQuery(q.trim()), placeholderData: keepPreviousData }).data?.items ?? none;
}

/** For a filter: a tag is asked for by its name. */
export async function tagChoices(): Promise<readonly Choice[]> {
  const { items } = await queryClient.ensureQueryData(suggestionsQuery('', inFilter));
  return items.map(({ name }) => ({ value: name, label: name }));
}

/** Tags are on records: when one is another, so are they. */
export async function refreshTags(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: ['tags'] }), refreshContacts()]);
}

/** One spelling: 'vip' is the tag 'VIP' that is there. */
export function sameTag(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

const none: readonly NamedTag[] = [];
