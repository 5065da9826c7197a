import { queryClient } from '../../../web/query.ts';
import { refreshContacts } from '../contacts.ts';
import { ContactFinder } from '../find/finders.tsx';
import type { MergeKind } from '../merge/merge-kind.ts';
import { showValue } from '../words.ts';
import { fieldLabel } from './words.ts';

/** Two contacts that are one person. */
export const contactMerging: MergeKind = {
  noun: 'contact',
  nouns: 'contacts',
  may: 'contacts.merge',
  offer: 'Merge with …',
  merges: '/api/merges',
  apart: 'is a contact of their own again.',
  Finder: ContactFinder,
  label: fieldLabel,
  show: ({ field }, value) => showValue(field, value),
  refresh: refreshDuplicates,
};

export async function refreshDuplicates(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: ['duplicates'] }), refreshContacts()]);
}
