import { queryOptions, useQuery } from '@tanstack/react-query';
import { sourceChoices } from '../../../audience/web/words.ts';
import { api } from '../../../web/api.ts';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import type { Search } from './funnel.ts';

type Props = { search: Search; change: (change: Search) => void };
type Named = { items: { id: string; name: string }[] };

const teamsQuery = queryOptions({
  queryKey: ['teams', 'names'],
  queryFn: ({ signal }) => api.get<Named>('/api/teams', { signal }),
  staleTime: 5 * 60_000,
});
const segmentsQuery = queryOptions({
  queryKey: ['segments', 'names'],
  queryFn: ({ signal }) => api.get<Named>('/api/segments', { search: { limit: 200 }, signal }),
  staleTime: 60_000,
});

/** Whom to look at, and by what to split them. */
export function Cohort({ search, change }: Props) {
  const teams = useQuery(teamsQuery).data?.items ?? [];
  const segments = useQuery(segmentsQuery).data?.items ?? [];
  const asChoices = (items: Named['items']) => items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="cohort row wrap" role="group" aria-label="Whom to look at">
      <Select
        aria-label="First channel"
        placeholder="Every channel"
        value={search['source'] ?? ''}
        choices={sourceChoices}
        onChange={(source) => change({ source })}
      />
      <Select
        aria-label="Segment"
        placeholder="Every segment"
        value={search['segment'] ?? ''}
        choices={asChoices(segments)}
        onChange={(segment) => change({ segment })}
      />
      <Select
        aria-label="Team"
        placeholder="Every team"
        value={search['team'] ?? ''}
        choices={[...asChoices(teams), { value: 'none', label: 'Nobody’s' }]}
        onChange={(team) => change({ team })}
      />
      <Segmented
        label="Split"
        value={search['by'] ?? ''}
        onChange={(by) => change({ by })}
        choices={[
          { value: '', label: 'Together' },
          { value: 'source', label: 'By channel' },
          { value: 'segment', label: 'By segment' },
          { value: 'team', label: 'By team' },
        ]}
      />
    </div>
  );
}
