import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { extendTrail, placeInList, type Place } from '../list/trail.ts';

type Beside = { previous: string | null; next: string | null };

/** Where this record stands in the list it was opened from. At the last loaded row the server says what follows. */
export function usePlace(noun: string, id: string, neighbours: string | undefined): Place | undefined {
  const place = placeInList(noun, id);
  const { q, filter, sort } = place?.request ?? {};
  useQuery({
    queryKey: [noun, 'neighbours', id, q, filter, sort],
    queryFn: async ({ signal }) => {
      const { next } = await api.get<Beside>(neighbours ?? '', { search: { q, filter, sort }, signal });
      extendTrail(noun, id, next);
      return next;
    },
    enabled: neighbours !== undefined && place?.atEnd === true,
    retry: false,
  });
  return place;
}
