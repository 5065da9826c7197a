import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { Choice } from '../ui/Select.tsx';
import { knownChoices, type FilterField } from './filter.ts';

/** Choices that stand in the declaration, or those the field is asked for (people, lists, tags). */
export function useChoices(field: FilterField, wanted = true): readonly Choice[] {
  const load = typeof field.choices === 'function' ? field.choices : undefined;
  // Two lists may both have a 'stage' and mean different ones.
  const page = useLocation({ select: (location) => location.pathname });
  const query = useQuery({
    queryKey: ['choices', page, field.id],
    queryFn: () => load?.() ?? [],
    enabled: load !== undefined && wanted,
    staleTime: 60_000,
  });
  return load === undefined ? knownChoices(field) : (query.data ?? none);
}

const none: readonly Choice[] = [];
