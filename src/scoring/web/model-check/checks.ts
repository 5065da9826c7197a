import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../propensity/contract.ts';

export type ModelCheck = Wire<contract.ModelCheck>;
export type HeldOut = NonNullable<ModelCheck['held']>;
export type ShownWorth = Wire<contract.ShownWorth>;
type Likeliest = Wire<contract.Likeliest>;
export type PersonPropensity = Wire<contract.PersonPropensity>;

const key = 'propensity';

export const checkQuery = queryOptions({
  queryKey: [key, 'check'],
  queryFn: ({ signal }) => api.get<ModelCheck>('/api/propensity/check', { signal }),
});

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['contact', id, key],
    queryFn: ({ signal }) => api.get<PersonPropensity>(`/api/contacts/${id}/propensity`, { signal }),
  });
}

/** The list of so many people, the likeliest first; none while nobody is foretold. */
export function likeliestQuery(people: number) {
  return queryOptions({
    queryKey: [key, 'likeliest', people],
    queryFn: ({ signal }) =>
      api.get<Likeliest>('/api/propensity/likeliest', { search: { people: String(people) }, signal }),
  });
}

export async function startTraining(windowDays: number): Promise<void> {
  await api.post('/api/propensity/trainings', { windowDays });
  await refreshCheck();
}

export async function refreshCheck(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [key] });
}

export async function proposePoints(): Promise<string> {
  const { id } = await api.post<{ id: string }>('/api/propensity/proposals', {});
  return id;
}

/** 0.8147 → 0.81; what is nearly perfect keeps a digit more. */
export function area(value: number): string {
  return value.toFixed(value > 0.985 ? 3 : 2);
}

/** A factor as one says it: ×2.9, ×0.4, ×12. */
export function factor(times: number): string {
  return `×${times >= 10 ? Math.round(times) : times >= 0.095 ? times.toFixed(1) : times.toFixed(2)}`;
}

/** Of the first so many by probability, how many became customers; between two points of the curve it goes straight. */
export function customersAmong(ranked: HeldOut['ranked'], people: number): number {
  let before = { people: 0, customers: 0 };
  for (const point of ranked) {
    if (point.people >= people) {
      const way = (people - before.people) / Math.max(1e-9, point.people - before.people);
      return before.customers + way * (point.customers - before.customers);
    }
    before = point;
  }
  return before.customers;
}
