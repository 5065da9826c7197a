import { count } from '../../../web/numbers.ts';
import type { ImportPreview } from '../../contract.ts';
import type { ColumnMap } from './mapping.ts';

export type Outcome = ImportPreview['rows'][number]['outcome'];
export type Counts = { seen: number } & Record<Outcome, number>;

export const outcomeWords: Record<Outcome, string> = {
  created: 'New',
  updated: 'Updated',
  unchanged: 'Unchanged',
  skipped: 'Skipped',
};

/** '17 new, 2 updated, 1 skipped' */
export function outcomesOf(rows: readonly { outcome: Outcome }[]): string {
  const outcomes: Outcome[] = ['created', 'updated', 'unchanged', 'skipped'];
  return outcomes
    .map((outcome) => ({ outcome, number: rows.filter((row) => row.outcome === outcome).length }))
    .filter(({ number }) => number > 0)
    .map(({ outcome, number }) => `${count(number)} ${outcomeWords[outcome].toLowerCase()}`)
    .join(', ');
}

/** The fields that are filled from the file, in the order of a contact; a full name comes out as its two parts. */
export function shownFields(map: ColumnMap): string[] {
  const mapped = new Set<string>(
    Object.values(map).flatMap((field) => (field === 'name' ? ['givenName', 'familyName'] : [field])),
  );
  return order
    .filter((field) => mapped.has(field))
    .map((field) => (field === 'phone' ? 'phoneOriginal' : field));
}

/** What an import answers at its end; undefined when this is another kind of answer. */
export function countsOf(result: Record<string, unknown> | null): Counts | undefined {
  const [seen, created, updated, unchanged, skipped] = [
    'seen',
    'created',
    'updated',
    'unchanged',
    'skipped',
  ].map((name) => result?.[name]);
  if (![seen, created, updated, unchanged, skipped].every((value) => typeof value === 'number'))
    return undefined;
  return { seen, created, updated, unchanged, skipped } as Counts;
}

const order = [
  'givenName',
  'familyName',
  'email',
  'phone',
  'jobTitle',
  'companyName',
  'city',
  'country',
  'language',
  'stage',
  'source',
];
