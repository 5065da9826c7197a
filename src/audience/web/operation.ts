import { useQuery } from '@tanstack/react-query';
import { api } from '../../web/api.ts';
import { queryClient } from '../../web/query.ts';
import { isGoing, type Operation } from '../../web/long-work/operations.ts';

export type ContactOperation = Operation & { result: Record<string, unknown> | null };

const whileGoing = 700;

/** One long piece of work, followed until it ends. */
export function useOperation(id: string) {
  return useQuery({
    queryKey: ['operations', id],
    queryFn: ({ signal }) => api.get<ContactOperation>(`/api/operations/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data === undefined || isGoing(state.data) ? whileGoing : false),
  });
}

/** Waits for its end, at most so long; undefined when it takes longer: the panel goes on telling of it. */
export async function endOf(id: string, seconds: number): Promise<ContactOperation | undefined> {
  await queryClient.invalidateQueries({ queryKey: ['operations'] });
  for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
    const operation = await api.get<ContactOperation>(`/api/operations/${id}`);
    if (!isGoing(operation)) return operation;
    await new Promise((done) => setTimeout(done, 300));
  }
  return undefined;
}
