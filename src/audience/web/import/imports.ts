import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { ImportPreview, ShownImport } from '../../import/contract.ts';
import { attempt } from '../contacts.ts';
import type { Options, Target } from './mapping.ts';

/** As it has travelled: moments are text. */
type Travelled<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Travelled<Item>[]
    : T extends object
      ? { [Key in keyof T]: Travelled<T[Key]> }
      : T;

export type Import = Travelled<ShownImport>;
export type Preview = Omit<ImportPreview, 'remembered'> & {
  remembered: { fileName: string; madeBy: string; madeAt: string; options: Options } | null;
};

const whileGoing = 1_000;

export function useImport(id: string, going: boolean) {
  return useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => api.get<Import>(`/api/imports/${id}`, { signal }),
    refetchInterval: going ? whileGoing : false,
  });
}

export function useImports() {
  return useInfiniteQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: Import[]; next: string | null }>('/api/imports', {
        search: { cursor: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** Starts it and answers its operation; undefined, with a toast, when it could not be started. */
export async function startImport(fileId: string, options: Options): Promise<string | undefined> {
  let started: string | undefined;
  await attempt(async () => {
    const { id } = await api.post<{ id: string }>('/api/imports', { ...options, fileId });
    void queryClient.invalidateQueries({ queryKey: ['operations'] });
    void queryClient.invalidateQueries({ queryKey: ['imports'] });
    started = id;
  });
  return started;
}

export async function takeBack(id: string): Promise<void> {
  await attempt(async () => {
    await api.post(`/api/imports/${id}/reversal`);
    await queryClient.invalidateQueries({ queryKey: ['operations'] });
    await queryClient.invalidateQueries({ queryKey: ['imports'] });
  });
}

export const targetWords: Record<Target, string> = {
  contacts: 'Contacts',
  companies: 'Companies',
  touchpoints: 'Touchpoints',
};
