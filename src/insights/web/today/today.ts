import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { Filter } from '../../../web/list/filter.ts';
import { count, counted, percent, sentenceCase } from '../../../web/numbers.ts';
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

type Imported = Today['news']['imports'][number];

/** '12 created', '0 updated', '7 unchanged', '1 skipped': all of them, so that they add up to the rows. */
export function rowsInWords(told: Imported): { words: string; filter: Filter[] | undefined }[] {
  const part = (value: number, word: string, filter?: Filter[]) => {
    return { words: `${count(value)} ${word}`, filter: value === 0 ? undefined : filter, value };
  };
  const listed = told.target !== 'touchpoints' && !told.undone;
  const done = (field: string): Filter[] | undefined => (listed ? [[field, 'is', [told.id]]] : undefined);
  const [created, updated, ...others] = [
    part(told.created, 'created', done('importCreated')),
    part(told.updated, 'updated', done('importUpdated')),
    part(told.unchanged, 'unchanged'),
    part(told.skipped, 'skipped'),
    part(told.bot, 'of bots'),
  ];
  return [created, updated, ...others.filter(({ value }) => value > 0)].map(({ words, filter }) => {
    return { words, filter };
  });
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

const monthMs = 30 * 86_400_000;

/** Who was new in the 30 days to `computedAt`, or in the 30 before. */
export function newIn(month: 'now' | 'before', computedAt: string): Filter[] {
  if (month === 'now') return [['createdAt', 'in_last', '30d']];
  const to = Date.parse(computedAt) - monthMs;
  return [
    ['createdAt', 'after', new Date(to - monthMs).toISOString()],
    ['createdAt', 'before', new Date(to).toISOString()],
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

/**
 * Who sells begins with their leads and their clocks, who markets with what changed and what sales said of it; and
 * whoever has open leads of their own, whatever their role, sees them first.
 */
export function arrangementFor(role: string | undefined, hasQueue: boolean): Arrangement {
  const { main, side } = arrangementOf(role);
  return { main: hasQueue && !main.includes('queue') ? ['queue', ...main] : main, side };
}

function arrangementOf(role: string | undefined): Arrangement {
  if (role === 'rep') return forReps;
  if (role === 'customer_success') return forCare;
  return role === 'sales_manager' ? forSales : forMarketing;
}

/** More or less than before; a share says nothing about a handful. */
export function changeOf(now: number, before: number): { words: string; better: boolean } | undefined {
  const difference = now - before;
  if (difference === 0) return undefined;
  const sign = difference > 0 ? '+' : '−';
  return {
    words: `${sign}${count(Math.abs(difference))}${before >= 10 ? `, ${shareOf(now, before)}` : ''}`,
    better: difference > 0,
  };
}

/** Percents are read up to tenfold. */
function shareOf(now: number, before: number): string {
  if (now >= 10 * before) return `×${count(Math.round(now / before))}`;
  return `${now > before ? '+' : '−'}${percent(Math.abs(now - before), before, 0)}`;
}

/** The day in one sentence, part by part, and the list of whom each part is about. */
export function ledeOf({ news, returned }: Pick<Today, 'news' | 'returned'>): Said[] {
  const { touched, contacts } = news;
  return [
    {
      figure: touched,
      words: `${figureOf(touched, 'person was', 'people were')} touched since yesterday`,
      filter: lists.touched,
    },
    { figure: contacts, words: `${figureOf(contacts, 'is', 'are')} new`, filter: lists.newContacts },
    {
      figure: returned.day,
      words: `${figureOf(returned.day, 'came', 'came')} back after a month of silence`,
      filter: lists.backToday,
    },
  ]
    .filter(({ figure }) => figure.count > 0)
    .map(({ words, filter }, place) => ({ words: place === 0 ? sentenceCase(words) : words, filter }));
}

type Said = { words: string; filter: Filter[] };
