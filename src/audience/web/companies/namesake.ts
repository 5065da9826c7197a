import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { CompanyRef } from './companies.ts';

function namesakeQuery(name: string) {
  const typed = name.trim();
  return queryOptions({
    queryKey: ['companies', 'called', typed.toLowerCase()],
    queryFn: ({ signal }) =>
      api.get<{ items: CompanyRef[] }>('/api/companies', {
        search: { filter: JSON.stringify([['name', 'is', [typed]]]), limit: 2 },
        signal,
      }),
    enabled: typed.length > 1,
  });
}

/** Of two nobody knows which one is meant. */
export function useOnlyNamesake(name: string): CompanyRef | undefined {
  return useQuery({ ...namesakeQuery(name), select: only }).data;
}

/** A company that is called the same: more often it is meant than another one of its name. */
export function useNamesake(name: string): CompanyRef | undefined {
  return useQuery({ ...namesakeQuery(name), select: ({ items }) => items[0] }).data;
}

/** As `useOnlyNamesake`, asked when it counts. */
export async function onlyNamesake(name: string): Promise<CompanyRef | undefined> {
  if (name.trim().length < 2) return undefined;
  return only(await queryClient.ensureQueryData(namesakeQuery(name)));
}

function only({ items }: { items: CompanyRef[] }): CompanyRef | undefined {
  return items.length === 1 ? items[0] : undefined;
}
