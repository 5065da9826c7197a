import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import './tables.ts';

export type RecordChange = {
  recordId: string;
  /** The changed fields as they were; null for a record that the import made. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  claimed?: string[];
};

/**
 * Remembers what a batch did, in its transaction, after all its other writes. A record met by several batches keeps
 * what it was before the first of them and what it is after the last.
 */
export async function keepChanges(
  db: Db,
  importId: string,
  kind: string,
  changes: RecordChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const records = changes.map(({ recordId, before, after, claimed = [] }) => {
    return { record_id: recordId, before: before ?? undefined, after: after ?? undefined, claimed };
  });
  await sql`
    insert into audience.import_changes as known (import_id, record_kind, record_id, before, after, claimed, written_at)
    select ${importId}, ${kind}, record_id, before, after, claimed, ${now()}
    from json_to_recordset(${JSON.stringify(records)}::json)
      as r (record_id uuid, before jsonb, after jsonb, claimed text[])
    on conflict (import_id, record_kind, record_id) do update set
      before = excluded.before || known.before,
      after = known.after || excluded.after,
      claimed = known.claimed || excluded.claimed,
      written_at = excluded.written_at`.execute(db);
}

/** Only what differs, on both sides. */
export function imagesOf(
  changes: Record<string, { from: unknown; to: unknown }>,
): Required<Pick<RecordChange, 'before' | 'after'>> {
  const fields = Object.entries(changes);
  return {
    before: Object.fromEntries(fields.map(([field, { from }]) => [field, from])),
    after: Object.fromEntries(fields.map(([field, { to }]) => [field, to])),
  };
}
