import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import type { Choice } from '../../../web/ui/Select.tsx';
import { companyQuery, type CompanyRef } from './companies.ts';

/** As many as one can look through in a filter; the others are reached from their own page. */
const inFilter = 200;
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

/** For a filter of contacts: the companies changed last, and those the list is filtered by already. */
export async function companyChoices(): Promise<readonly Choice[]> {
  const { items } = await api.get<{ items: CompanyRef[] }>('/api/companies', {
    search: { limit: inFilter, sort: '-updatedAt' },
  });
  const asked = [...new Set(decodeURIComponent(location.search).match(uuid) ?? [])];
  const missing = asked.filter((id) => items.every((company) => company.id !== id));
  const others = await Promise.allSettled(missing.map((id) => queryClient.ensureQueryData(companyQuery(id))));
  const found = others.flatMap((other) => (other.status === 'fulfilled' ? [other.value] : []));
  return [...items, ...found]
    .map(({ id, name }) => ({ value: id, label: name }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'en-GB'));
}
