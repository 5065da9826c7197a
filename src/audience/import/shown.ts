import type { Shown } from './target.ts';

type Fields = Record<string, unknown>;

/** As people read it: what the row makes of the record, and what a known one has there now. */
export function shownOf(row: Fields, draft?: { name: string; before: Fields | null; after: Fields }): Shown {
  const after = texts(draft?.after ?? row);
  const had = texts(draft?.before ?? {});
  const fields = Object.keys(texts(row));
  const differing = fields.filter((field) => draft?.before && had[field] !== after[field]);
  return {
    name: draft?.name ?? '',
    after: Object.fromEntries(fields.map((field) => [field, after[field] ?? ''])),
    before: Object.fromEntries(differing.map((field) => [field, had[field] ?? ''])),
  };
}

function texts(fields: Fields): Record<string, string> {
  const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([field, value]) => [field, textOf(value)]));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}
