import { useQuery } from '@tanstack/react-query';
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

export async function simulate(modelId: string, capacity?: number): Promise<Simulation> {
  const started = await api.post<Simulation>(
    `/api/score-models/${modelId}/simulations`,
    capacity === undefined ? {} : { capacity },
  );
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
