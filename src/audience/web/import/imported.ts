import { api } from '../../../web/api.ts';
import type { Filter, FilterField } from '../../../web/list/filter.ts';
import type { Choice } from '../../../web/ui/Select.tsx';
import type { Import } from './imports.ts';

type Part = 'importId' | 'importCreated' | 'importUpdated';

const asked = { type: 'choice', operators: ['is'], words: { is: 'of' }, choices: importChoices } as const;

/** What files brought and changed, for the lists of contacts and companies. */
export const importFields: FilterField[] = [
  { id: 'importId', label: 'Came in or changed by import', ...asked },
  { id: 'importCreated', label: 'Came in by import', ...asked },
  { id: 'importUpdated', label: 'Changed by import', ...asked },
];

export function broughtBy(id: string, part: Part = 'importId'): Filter[] {
  return [[part, 'is', [id]]];
}

const inFilter = 100;
const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

/** The newest ones, and those the list is filtered by already. Whoever may not import sees of which file only that it was one. */
async function importChoices(): Promise<readonly Choice[]> {
  const named = [...new Set(decodeURIComponent(location.search).match(uuid) ?? [])];
  const { items } = await api
    .get<{ items: Import[] }>('/api/imports', { search: { limit: inFilter } })
    .catch(() => ({ items: [] as Import[] }));
  const missing = named.filter((id) => items.every((each) => each.id !== id));
  const others = await Promise.allSettled(missing.map((id) => api.get<Import>(`/api/imports/${id}`)));
  const found = others.flatMap((other) => (other.status === 'fulfilled' ? [other.value] : []));
  const choices = [...items, ...found].map((each) => ({ value: each.id, label: nameOf(each) }));
  const unknown = missing.filter((id) => found.every((each) => each.id !== id));
  return [...choices, ...unknown.map((id) => ({ value: id, label: 'a file' }))];
}

/** Files of one name are imported again and again. */
function nameOf({ fileName, startedAt }: Import): string {
  const day = new Date(startedAt).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return `${fileName}, ${day}`;
}
