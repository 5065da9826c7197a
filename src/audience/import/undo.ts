import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import type { Left } from './target.ts';
import './tables.ts';

declare module '../../platform/listeners.ts' {
  interface ListenerMap {
    /**
     * Taking an import back is about to delete these contacts, which it made and nobody changed since. Rooms that know
     * more of them than the import told say so with `keep`, and why: "Has been called since."
     */
    'contacts.unmaking': { importId: string; ids: string[]; keep: (id: string, reason: string) => void };
  }
}

const RECORDS_PER_BATCH = 1_000;

export type StoredChange = {
  recordId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  claimed: string[];
  writtenAt: Date;
};

/** The next records an import wrote, in the order of their ids. */
export async function nextChanges(
  db: Db,
  importId: string,
  kind: string,
  after: string | null,
): Promise<StoredChange[]> {
  return db
    .selectFrom('audience.import_changes')
    .where('import_id', '=', importId)
    .where('record_kind', '=', kind)
    .where('undone_at', 'is', null)
    .$if(after !== null, (query) => query.where('record_id', '>', after ?? ''))
    .select(['record_id as recordId', 'before', 'after', 'claimed', 'written_at as writtenAt'])
    .orderBy('record_id')
    .limit(RECORDS_PER_BATCH)
    .execute();
}

export function moreAfter(changes: StoredChange[]): string | null {
  return changes.length === RECORDS_PER_BATCH ? (changes.at(-1)?.recordId ?? null) : null;
}

/** Puts down what was taken back, and why the rest was not. */
export async function markUndone(
  db: Db,
  importId: string,
  kind: string,
  changes: StoredChange[],
  left: Left[],
): Promise<void> {
  if (changes.length === 0) return;
  const reasons = new Map(left.map(({ recordId, reason }) => [recordId, reason]));
  const ids = changes.map(({ recordId }) => recordId);
  await sql`
    update audience.import_changes as c set undone_at = ${now()}, left_because = u.reason
    from unnest(${ids}::uuid[], ${ids.map((id) => reasons.get(id) ?? null)}::text[]) as u (id, reason)
    where c.import_id = ${importId} and c.record_kind = ${kind} and c.record_id = u.id`.execute(db);
}

/** Fields that mean something together only: who gives one back gives back both. */
const pairs: Record<string, string> = { companyId: 'companyName', phone: 'phoneOriginal' };

/**
 * Gives every field back what it had, where it still is what the import made of it. Answers what becomes of the record,
 * and the fields that somebody changed since.
 */
export function giveBack(
  current: Record<string, unknown>,
  { before, after }: Pick<StoredChange, 'before' | 'after'>,
): { restored: Record<string, unknown>; changedSince: string[] } {
  const restored: Record<string, unknown> = {};
  const changedSince: string[] = [];
  for (const [field, made] of Object.entries(after ?? {})) {
    const had = before?.[field] ?? null;
    if (field === 'tags') restored[field] = tagsWithout(current[field], made, had);
    else if (isSame(current[field], made)) restored[field] = had;
    else changedSince.push(field);
  }
  for (const [field, partner] of Object.entries(pairs)) {
    const has = Object.hasOwn(restored, field);
    if (has && changedSince.includes(partner)) restored[partner] = before?.[partner] ?? null;
    if (!has && Object.hasOwn(restored, partner) && changedSince.includes(field)) delete restored[partner];
  }
  return { restored, changedSince: changedSince.filter((field) => !Object.hasOwn(restored, field)) };
}

/** Tags that somebody added since stay; those the import brought go. */
function tagsWithout(current: unknown, made: unknown, had: unknown): string[] {
  const before = listOf(had);
  const brought = new Set(listOf(made).filter((tag) => !before.includes(tag)));
  return listOf(current).filter((tag) => !brought.has(tag));
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** "City and stage were changed since." */
export function changedSinceWords(fields: string[]): string {
  const names = fields.map((field) => wordsOf(field));
  const [first = ''] = names;
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : first;
  const sentence = `${list} ${names.length > 1 ? 'were' : 'was'} changed since.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** "postalCode" → "postal code" */
function wordsOf(field: string): string {
  const name = field
    .replace(/^property:/, '')
    .replaceAll('_', ' ')
    .replace(/Id$/, '');
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
