import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../contract.ts';
import type { ShownScore } from '../../grid/contract.ts';

export type Score = Wire<contract.Score>;
export type ScoreReason = Wire<contract.ScoreReason>;
export type TemperatureHistory = Wire<contract.TemperatureHistory>;

export function scoreQuery(contactId: string) {
  return queryOptions({
    queryKey: ['contact', contactId, 'score'],
    queryFn: ({ signal }) => api.get<Score>(`/api/contacts/${contactId}/score`, { signal }),
  });
}

/** Of a row in a list: all that are drawn within a moment are asked for together. */
export function shownScoreQuery(contactId: string) {
  return queryOptions({
    queryKey: ['contact-score', contactId],
    queryFn: () => askTogether(contactId),
    staleTime: 60_000,
  });
}

const gatherFor = 15;
const mostAtOnce = 200;
type Asking = { contactId: string; answer: (score: ShownScore | null) => void; fail: (why: unknown) => void };
let waiting: Asking[] = [];

function askTogether(contactId: string): Promise<ShownScore | null> {
  return new Promise((answer, fail) => {
    waiting.push({ contactId, answer, fail });
    if (waiting.length === 1) setTimeout(() => void askAll(), gatherFor);
  });
}

async function askAll(): Promise<void> {
  const asked = waiting;
  waiting = [];
  for (let from = 0; from < asked.length; from += mostAtOnce)
    await askSome(asked.slice(from, from + mostAtOnce));
}

async function askSome(asked: Asking[]): Promise<void> {
  const contacts = [...new Set(asked.map(({ contactId }) => contactId))].join(',');
  try {
    const { items } = await api.get<{ items: ShownScore[] }>('/api/scores', { search: { contacts } });
    const byId = new Map(items.map((score) => [score.contactId, score]));
    for (const { contactId, answer } of asked) answer(byId.get(contactId) ?? null);
  } catch (why) {
    for (const { fail } of asked) fail(why);
  }
}
