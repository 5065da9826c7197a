import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { count } from '../numbers.ts';
import { asProblem } from '../problem.ts';
import { toast } from '../ui/toast.ts';

/** Work that takes long: an import, a send, a rebuild. It runs on the server and survives a reload. */
export type Operation = {
  id: string;
  kind: string;
  title: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number | null;
  /** 'rows', 'messages' */
  unit: string;
  /** Units a second. */
  rate: number | null;
  secondsLeft: number | null;
  error: string | null;
  resultPath: string | null;
  startedAt: string | null;
};

export function isGoing(operation: Operation): boolean {
  return operation.state === 'queued' || operation.state === 'running';
}

/** 0 to 1; undefined while nobody knows how much there is. */
export function shareOf({ done, total, state }: Operation): number | undefined {
  if (state === 'done') return 1;
  return total === null || total === 0 ? undefined : done / total;
}

/** '25,604 of 41,297 rows, 9,800 a second' */
export function progressWords({ state, done, total, unit, rate }: Operation): string {
  if (state === 'queued') return 'Waits for its turn';
  const end = { done: 'Done: ', failed: 'Failed after ', cancelled: 'Cancelled after ', running: '' }[state];
  const whole = total === null || state === 'done';
  const amount = whole ? `${count(done)} ${unit}` : `${count(done)} of ${count(total)} ${unit}`;
  const speed =
    state === 'running' && rate !== null && rate >= 1 ? `, ${count(Math.round(rate))} a second` : '';
  return `${end}${amount}${speed}`;
}

export function useOperations(): Operation[] {
  const query = useQuery({
    queryKey: ['operations'],
    queryFn: ({ signal }) =>
      api.get<{ items: Operation[] }>('/api/operations', { search: { mine: true }, signal }),
    // Live events tell of steps; this only bridges a lost line.
    refetchInterval: ({ state }) => (state.data?.items.some(isGoing) === true ? 3000 : false),
  });
  return query.data?.items ?? none;
}

export function useCancel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/api/operations/${id}/cancellation`),
    onError: (thrown) => toast(asProblem(thrown).detail, { wrong: true }),
    onSettled: () => client.invalidateQueries({ queryKey: ['operations'] }),
  });
}

const none: Operation[] = [];
