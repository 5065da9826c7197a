import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { asProblem } from '../problem.ts';
import { toast } from '../ui/toast.ts';
import type { ListState } from './list-state.ts';

/** A list's state with a name. */
export type View = {
  id: string;
  noun: string;
  name: string;
  shared: boolean;
  pinned: boolean;
  /** Made by this user: only then it can be changed and deleted. */
  mine: boolean;
  /** Everybody has it: it is computed, not stored, so there is nothing to rename, pin or delete. */
  standard?: boolean;
  state: ListState;
};
/** As a list declares the views everybody has. */
export type StandardView = Pick<View, 'id' | 'name' | 'state'>;
type NewView = { noun: string; name: string; shared: boolean; state: ListState };

/** All views of this user and those shared with them; the rail shows the pinned ones. */
export function useViews(noun?: string): View[] {
  const query = useQuery({
    queryKey: noun === undefined ? ['views'] : ['views', noun],
    queryFn: ({ signal }) => api.get<{ items: View[] }>('/api/views', { search: { noun }, signal }),
    staleTime: 5 * 60_000,
  });
  return query.data?.items ?? none;
}

export function useViewActions() {
  const client = useQueryClient();
  const done = () => client.invalidateQueries({ queryKey: ['views'] });
  const save = useMutation({
    mutationFn: (view: NewView) => api.post<View>('/api/views', view),
    onSettled: done,
  });
  const change = useMutation({
    mutationFn: ({ id, ...part }: { id: string } & Partial<NewView>) =>
      api.patch<View>(`/api/views/${id}`, part),
    onSettled: done,
    onError,
  });
  const remove = useMutation({
    mutationFn: (view: View) => api.delete(`/api/views/${view.id}`),
    onSettled: done,
    onError,
    onSuccess: (_, { noun, name, shared, state }) =>
      toast(`View “${name}” deleted`, { undo: () => save.mutateAsync({ noun, name, shared, state }) }),
  });
  const pin = useMutation({
    mutationFn: (view: View) =>
      view.pinned ? api.delete(`/api/views/${view.id}/pin`) : api.put(`/api/views/${view.id}/pin`),
    onSettled: done,
    onError,
  });
  return { save, change, remove, pin };
}

const none: View[] = [];

function onError(thrown: unknown): void {
  toast(asProblem(thrown).detail, { wrong: true });
}
