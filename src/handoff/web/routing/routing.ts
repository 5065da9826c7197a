import { queryOptions, useQuery } from '@tanstack/react-query';
import { act } from '../../../workspace/web/parts/saving.ts';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../routing/contract.ts';
import { repsQuery, type Rep } from '../acts/reps.ts';

export type Routing = contract.Routing;
export type Rule = contract.RoutingRule;
export type Target = contract.Target;
export type ShownRouting = Omit<Wire<contract.ShownRouting>, 'rules'> & { rules: Rule[] };
export type Trial = Wire<contract.Trial>;
export type TrialQuestion = Omit<contract.TrialQuestion, 'routing' | 'at'>;
export type RepChange = contract.RepChange;

export const routingQuery = queryOptions({
  queryKey: ['routing', 'shown'],
  queryFn: ({ signal }) => api.get<ShownRouting>('/api/routing', { signal }),
});

export function useReps(): readonly Rep[] {
  return useQuery(repsQuery).data?.items ?? none;
}

const none: readonly Rep[] = [];

/** Saved at once; Undo puts back what was there. */
export async function saveRouting(
  before: ShownRouting,
  change: Partial<Routing>,
  done: string,
): Promise<boolean> {
  const undo = () => put({ ...before, version: latest()?.version ?? before.version });
  return act(() => put({ ...before, ...change }), done, [['routing']], undo);
}

/** For whoever shows by itself what went wrong. */
export async function putRouting(before: ShownRouting, change: Partial<Routing>): Promise<void> {
  await put({ ...(latest() ?? before), ...change });
  await queryClient.invalidateQueries({ queryKey: ['routing'] });
}

export async function saveRep(id: string, change: RepChange): Promise<void> {
  await api.put(`/api/routing/reps/${id}`, change);
  await queryClient.invalidateQueries({ queryKey: ['routing'] });
}

export function tryRouting(question: TrialQuestion, signal?: AbortSignal): Promise<Trial> {
  return api.post<Trial>('/api/routing/trials', question, { signal });
}

function latest(): ShownRouting | undefined {
  return queryClient.getQueryData(routingQuery.queryKey);
}

async function put({ version, owners, sticky, workingFirst, capacity, rules }: ShownRouting): Promise<void> {
  const body = { version, owners, sticky, workingFirst, capacity, rules };
  const saved = await api.put<ShownRouting>('/api/routing', body);
  // What was asked for before it was saved would come after it, and be the old one.
  await queryClient.cancelQueries({ queryKey: routingQuery.queryKey });
  queryClient.setQueryData(routingQuery.queryKey, saved);
}
