import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { counted } from '../../../web/numbers.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import { dayWords } from '../clocks/days.ts';
import type * as contract from '../../routing/contract.ts';

export type Rep = Wire<contract.Rep>;

/** Everybody who can be given hand-offs. */
export const repsQuery = queryOptions({
  queryKey: ['routing', 'reps'],
  queryFn: ({ signal }) => api.get<{ items: Rep[] }>('/api/routing/reps', { signal }),
  staleTime: 30_000,
});

/** '3 of 10 open', 'away until 2 Dec' */
export function loadWords({ open, effectiveCapacity, awayUntil, takesLeads }: Rep): string {
  if (!takesLeads) return 'takes no leads';
  if (awayUntil !== null) return `away until ${dayWords(awayUntil)}`;
  return `${open} of ${counted(effectiveCapacity, 'lead', 'leads')} open`;
}

/** For a select: those who are free first; whoever is away stands last, and can be chosen all the same. */
export function repChoices(reps: readonly Rep[], except?: string): { value: string; label: string }[] {
  const rank = ({ takesLeads, awayUntil, open, effectiveCapacity }: Rep) =>
    (takesLeads && awayUntil === null ? 0 : 2) + (open < effectiveCapacity ? 0 : 1);
  return reps
    .filter(({ id }) => id !== except)
    .toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'en-GB'))
    .map((rep) => ({ value: rep.id, label: `${rep.name}, ${loadWords(rep)}` }));
}
