import { contactQuery } from '../../../audience/web/contacts.ts';
import { queryClient } from '../../../web/query.ts';
import type { Choice } from '../../../web/ui/Select.tsx';

/** Nobody chooses among a million contacts: only those a link has asked for already have to be named. */
const MOST_NAMED = 10;

export async function contactChoices(): Promise<readonly Choice[]> {
  const ids = contactsAskedFor(location.search).slice(0, MOST_NAMED);
  const found = await Promise.allSettled(ids.map((id) => queryClient.ensureQueryData(contactQuery(id))));
  return found.flatMap((each) =>
    each.status === 'fulfilled' ? [{ value: each.value.id, label: each.value.name }] : [],
  );
}

/** The contacts in the filter of an address. */
export function contactsAskedFor(search: string): string[] {
  const written = new URLSearchParams(search).get('filter');
  if (written === null) return [];
  try {
    const filter: unknown = JSON.parse(written);
    return Array.isArray(filter) ? filter.flatMap(idsIn) : [];
  } catch {
    return [];
  }
}

function idsIn(condition: unknown): string[] {
  if (!Array.isArray(condition) || condition[0] !== 'contact') return [];
  const ids: unknown = condition[2];
  return [ids].flat().filter((id) => typeof id === 'string');
}
