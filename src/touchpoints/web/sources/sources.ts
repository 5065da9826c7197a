import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { counted } from '../../../web/numbers.ts';
import { span } from '../../../web/time.ts';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../contract.ts';

export type Source = Wire<contract.ShownSource>;
export type MadeSource = Source & { writeKey: string };
export type Counts = Wire<contract.SourceCounts>;
export type SourceKind = Source['kind'];
export type NewSource = Pick<contract.NewSource, 'name' | 'kind'> & { idSpace?: string };

/** Until the first touchpoint is there one looks again by oneself: what is refused makes no event. */
const whileWaiting = 5_000;

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => api.get<{ items: Source[] }>('/api/sources', { signal }),
});

/** One of them, asked for again while nothing has come. */
export function sourceQuery(id: string) {
  return queryOptions({
    ...sourcesQuery,
    select: ({ items }: { items: Source[] }) => items.find((source) => source.id === id),
    refetchInterval: ({ state }) => {
      const source = state.data?.items.find((each) => each.id === id);
      return source !== undefined && source.lastSeenAt === null && source.revokedAt === null
        ? whileWaiting
        : false;
    },
  });
}

export function countsQuery(id: string, days = 30) {
  return queryOptions({
    queryKey: ['sources', id, 'counts', days],
    queryFn: ({ signal }) => api.get<Counts>(`/api/sources/${id}/counts`, { search: { days }, signal }),
  });
}

export const kindWords: Record<SourceKind, string> = {
  web: 'Web site',
  segment: 'Segment library',
  api: 'Program',
  import: 'Imported files',
  hand: 'Colleagues',
};

export const kindIcons: Record<SourceKind, IconName> = {
  web: 'web',
  segment: 'database',
  api: 'key',
  import: 'upload',
  hand: 'note',
};

/** What is in none of the counts yet. */
export function setAsideWords(many: number): string {
  return `Not among them: ${counted(many, 'message', 'messages')} that could not be stored. Each is tried again every hour, for 30 days.`;
}

export type SourceState = 'waiting' | 'receiving' | 'quiet' | 'imported' | 'revoked';

const day = 86_400_000;

/** Receiving: something came within the last day. A file is over when it is read: from it nothing more comes. */
export function stateOf(
  { kind, lastSeenAt, revokedAt }: Pick<Source, 'kind' | 'lastSeenAt' | 'revokedAt'>,
  now: number,
): SourceState {
  if (revokedAt !== null) return 'revoked';
  if (lastSeenAt === null) return kind === 'hand' || kind === 'import' ? 'quiet' : 'waiting';
  if (kind === 'import') return 'imported';
  return now - Date.parse(lastSeenAt) < day ? 'receiving' : 'quiet';
}

export const stateWords: Record<SourceState, string> = {
  waiting: 'Waiting for the first event',
  receiving: 'Receiving',
  quiet: 'Quiet',
  imported: 'Imported',
  revoked: 'Revoked',
};

/** How long after it happened the newest one arrived. */
export function lagWords(lagMs: number | null): string {
  if (lagMs === null) return 'not measured';
  return lagMs < 1_000 ? 'under a second' : span(lagMs / 1_000);
}

/** What one pastes into the pages of a web site. */
export function snippetFor(origin: string, key: string): string {
  return `<script async src="${origin}/t.js" data-key="${key}"></script>`;
}

/** As a library of Segment is pointed here. */
export function libraryFor(origin: string, key: string): string {
  return `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${origin}' })`;
}

/** For a program of one's own. */
export function requestFor(origin: string, key: string): string {
  return `curl ${origin}/v1/track -u ${key}: -H 'content-type: application/json' \\
  -d '{ "userId": "4711", "event": "Order Completed", "properties": { "value": 49.9, "currency": "EUR" } }'`;
}

export type Total = Record<'seen' | 'stored' | 'duplicate' | 'skipped' | 'bot', number>;

export function totalOf(days: Counts['days']): Total {
  const total: Total = { seen: 0, stored: 0, duplicate: 0, skipped: 0, bot: 0 };
  for (const each of days)
    for (const name of Object.keys(total) as (keyof Total)[]) total[name] += each[name];
  return total;
}

export type DayCounts = Omit<Counts['days'][number], 'lastSeenAt' | 'lagMs'>;

/** Every day up to today, oldest first; those of which nothing is known were days without anything. */
export function everyDay(days: Counts['days'], count: number, today: Date): DayCounts[] {
  const known = new Map(days.map((each) => [each.day, each]));
  return Array.from({ length: count }, (_, index) => {
    const name = new Date(today.getTime() - (count - 1 - index) * day).toISOString().slice(0, 10);
    return known.get(name) ?? { day: name, seen: 0, stored: 0, duplicate: 0, skipped: 0, bot: 0 };
  });
}
