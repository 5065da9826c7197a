import { count } from '../../../web/numbers.ts';
import type { ImportPreview } from '../../import/contract.ts';

export type Outcome = ImportPreview['rows'][number]['outcome'];
export type Counts = { seen: number } & Record<Outcome, number>;

export const outcomeWords: Record<Outcome, string> = {
  created: 'New',
  updated: 'Updated',
  unchanged: 'Unchanged',
  skipped: 'Skipped',
  bot: 'Bot',
};

/** The rows are the sum of all the others. */
export const countColumns: readonly [label: string, name: keyof Counts][] = [
  ['Rows', 'seen'],
  ['New', 'created'],
  ['Updated', 'updated'],
  ['Unchanged', 'unchanged'],
  ['Skipped', 'skipped'],
  ['Bots', 'bot'],
];

const order: Outcome[] = ['created', 'updated', 'unchanged', 'skipped', 'bot'];

/** '17 new, 2 updated, 1 skipped' */
export function outcomesOf(rows: readonly { outcome: Outcome }[]): string {
  return order
    .map((outcome) => ({ outcome, number: rows.filter((row) => row.outcome === outcome).length }))
    .filter(({ number }) => number > 0)
    .map(({ outcome, number }) => `${count(number)} ${outcomeWords[outcome].toLowerCase()}`)
    .join(', ');
}

/** The fields of these rows, in the order in which they are offered; those that were not come last. */
export function shownFields(rows: ImportPreview['rows'], fields: ImportPreview['fields']): string[] {
  const filled = new Set(rows.flatMap((row) => [...Object.keys(row.fields), ...Object.keys(row.before)]));
  for (const field of hidden) filled.delete(field);
  const offered = fields.map(({ field }) => field).filter((field) => filled.has(field));
  return [...offered, ...[...filled].filter((field) => !offered.includes(field))];
}

/** What is kept twice: a phone number as it is dialled and as it was written, a company by its id and by its name. */
const hidden = ['phone', 'companyId', 'ownerId'];

const words: Record<string, string> = { phoneOriginal: 'Phone', anonymousId: 'Anonymous id' };

export function labelOf(field: string, fields: ImportPreview['fields']): string {
  const own = field.replace(/^property:/, '').replaceAll('_', ' ');
  return (
    fields.find((each) => each.field === field)?.label ??
    words[field] ??
    own.charAt(0).toUpperCase() + own.slice(1)
  );
}
