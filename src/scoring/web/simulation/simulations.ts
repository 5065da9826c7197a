import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../simulation/contract.ts';

export type Simulation = Wire<contract.Simulation>;
export type SimulationOutcome = Wire<contract.SimulationOutcome>;
export type SimulatedSide = contract.SimulatedSide;
export type SimulatedPerson = contract.SimulatedPerson;

function keyOf(modelId: string) {
  return ['score-simulations', modelId] as const;
}

/** Newest first; asked again while one is going on. */
export function useSimulations(modelId: string) {
  return useQuery({
    queryKey: keyOf(modelId),
    queryFn: ({ signal }) =>
      api.get<{ items: Simulation[] }>(`/api/score-models/${modelId}/simulations`, { signal }),
    select: ({ items }) => items,
  });
}

type Rep = { takesLeads: boolean; effectiveCapacity: number };

/** What the reps who take leads can have open by the routing; null where nobody does, or one may not see it. */
export const repsCapacityQuery = queryOptions({
  queryKey: ['reps-capacity'],
  queryFn: async ({ signal }) => {
    const { items } = await api.get<{ items: Rep[] }>('/api/routing/reps', { signal });
    return items.reduce((sum, rep) => sum + (rep.takesLeads ? rep.effectiveCapacity : 0), 0) || null;
  },
  retry: false,
});

export async function simulate(modelId: string): Promise<Simulation> {
  const started = await api.post<Simulation>(`/api/score-models/${modelId}/simulations`, {});
  await refreshSimulations(modelId);
  return started;
}

export async function changeCapacity(simulation: Simulation, capacity: number): Promise<void> {
  await api.patch(`/api/score-simulations/${simulation.id}`, { capacity });
  await refreshSimulations(simulation.modelId);
}

export async function refreshSimulations(modelId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keyOf(modelId) });
}
