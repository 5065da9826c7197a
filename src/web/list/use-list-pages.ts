import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { listRequest, type ListState } from './list-state.ts';

export type Estimate = { count: number; exact: boolean };
export type ListPage<T> = { items: T[]; next: string | null; estimate?: Estimate };

type Options = {
  /** Starts the query key: live events and mutations name it. */
  noun: string;
  path: string;
  state: ListState;
  defaultSort?: string | undefined;
  limit?: number;
};

/** Rows by keyset cursor: the thousandth page costs the server what the first one does. */
export function useListPages<T>({ noun, path, state, defaultSort, limit = 100 }: Options) {
  const request = listRequest(state, defaultSort);
  const query = useInfiniteQuery({
    queryKey: [noun, 'list', path, request],
    queryFn: ({ pageParam, signal }) =>
      api.get<ListPage<T>>(path, { search: { ...request, cursor: pageParam, limit }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // The old rows stay while the new ones come: a list never blinks.
    placeholderData: keepPreviousData,
  });
  return query;
}
