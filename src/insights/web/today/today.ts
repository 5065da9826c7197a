import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { Filter } from '../../../web/list/filter.ts';
import { count, counted, percent } from '../../../web/numbers.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../contract.ts';

export type Today = Wire<contract.Today>;
export type Figure = Wire<contract.Figure>;

/** Anew every minute: that a visitor came back, nobody needs to the second, and a busy site has ten a second. */
const freshFor = 60_000;

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: ({ signal }) => api.get<Today>('/api/today', { signal }),
  staleTime: freshFor,
  refetchInterval: freshFor,
  refetchOnWindowFocus: true,
});

/** Beyond what can be counted in a moment it says so, instead of a number that is not true. */
export function figureWords({ count: value, exact }: Figure): string {
  return exact ? count(value) : `over ${count(value)}`;
}

export function figureOf(figure: Figure, one: string, many: string): string {
  return figure.exact ? counted(figure.count, one, many) : `${figureWords(figure)} ${many}`;
}

export const lists = {
  newContacts: [['createdAt', 'in_last', '24h']],
  newCompanies: [['createdAt', 'in_last', '24h']],
  moved: [['stageMovedAt', 'in_last', '24h']],
  touched: [['lastTouchAt', 'in_last', '24h']],
  merged: [['mergedAt', 'in_last', '24h']],
  backToday: [['cameBackAt', 'in_last', '24h']],
  back: [['cameBackAt', 'in_last', '7d']],
  mine: [['owner', 'is', ['me']]],
  mineTouched: [
    ['owner', 'is', ['me']],
    ['lastTouchAt', 'in_last', '7d'],
  ],
} satisfies Record<string, Filter[]>;

export function movedTo(stage: string): Filter[] {
  return [['stage', 'is', [stage]], ...lists.moved] as Filter[];
}

/** Whose newest touch had no channel is asked for differently. */
export function touchedThrough(channel: string | null): Filter[] {
  const by: Filter = channel === null ? ['lastChannel', 'is_empty', null] : ['lastChannel', 'is', [channel]];
  return [...(lists.touched as Filter[]), by];
}

export function newFrom(source: string): Filter[] {
  return [
    ['source', 'is', [source]],
    ['createdAt', 'in_last', '30d'],
  ];
}

export type Part = 'queue' | 'said' | 'news' | 'sources' | 'returned' | 'duplicates' | 'mine';
type Arrangement = { main: Part[]; side: Part[] };

const forReps: Arrangement = { main: ['queue', 'mine', 'news', 'sources'], side: ['returned', 'duplicates'] };
const forCare: Arrangement = { main: ['mine', 'news', 'sources'], side: ['returned', 'duplicates'] };
const forSales: Arrangement = {
  main: ['queue', 'news', 'sources'],
  side: ['said', 'returned', 'duplicates', 'mine'],
};
const forMarketing: Arrangement = {
  main: ['news', 'sources'],
  side: ['said', 'returned', 'duplicates', 'mine'],
};

/** Who sells begins with their leads and their clocks, who markets with what changed and what sales said of it. */
export function arrangementFor(role: string | undefined): Arrangement {
  if (role === 'rep') return forReps;
  if (role === 'customer_success') return forCare;
  return role === 'sales_manager' ? forSales : forMarketing;
}

/** More or less than before; a share says nothing about a handful. */
export function changeOf(now: number, before: number): { words: string; better: boolean } | undefined {
  const difference = now - before;
  if (difference === 0) return undefined;
  const share =
    before >= 10 ? `, ${difference > 0 ? '+' : '−'}${percent(Math.abs(difference), before, 0)}` : '';
  return {
    words: `${difference > 0 ? '+' : '−'}${count(Math.abs(difference))}${share}`,
    better: difference > 0,
  };
}

/** The day in one sentence. */
export function ledeOf({ news, returned }: Pick<Today, 'news' | 'returned'>): string {
  const parts = [
    news.touched.count > 0 &&
      `${figureOf(news.touched, 'person was', 'people were')} touched since yesterday`,
    news.contacts.count > 0 && `${figureOf(news.contacts, 'is', 'are')} new`,
    returned.day.count > 0 && `${figureOf(returned.day, 'came', 'came')} back after a month of silence`,
  ].filter(Boolean);
  return parts.length === 0 ? 'Nothing has happened since yesterday.' : `${parts.join(', ')}.`;
}
