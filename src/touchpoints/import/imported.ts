import { sql } from 'kysely';
import { keepChanges, type ImportedRow } from '../../audience/audience.ts';
import type { Db } from '../../platform/db.ts';
import type { Row } from '../rows.ts';
import './tables.ts';

/** Remembers what a batch of an import brought, in its transaction, and who was made by it. */
export async function keepImported(
  db: Db,
  importId: string,
  stored: Row[],
  rows: ImportedRow[],
  begunAt: Date,
): Promise<void> {
  const bots = rows.flatMap(({ outcome, recordId }) => (outcome === 'bot' && recordId ? [recordId] : []));
  const records = [
    ...stored.map(({ id, contactId, occurredAt }) => ({
      id,
      contact_id: contactId,
      occurred_at: occurredAt,
    })),
    ...bots.map((id) => ({ id })),
  ];
  if (records.length === 0) return;
  await sql`
    insert into touchpoints.imported (import_id, id, contact_id, occurred_at)
    select ${importId}, id, contact_id, occurred_at
    from json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, contact_id uuid, occurred_at timestamptz)
    on conflict do nothing`.execute(db);
  const made = await madeNow(db, importId, [...new Set(stored.map(({ contactId }) => contactId))], begunAt);
  await keepChanges(
    db,
    importId,
    'contact',
    made.map((recordId) => ({ recordId, before: null, after: null })),
  );
}

/** Of these contacts, those whom this import made: since this batch was begun, or in an earlier one that put it down. */
async function madeNow(db: Db, importId: string, ids: string[], begunAt: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from audience.contacts as c
    left join audience.import_changes as k
      on k.import_id = ${importId} and k.record_kind = 'contact' and k.record_id = c.id
    where c.id = any(${ids}::uuid[]) and (c.created_at >= ${begunAt} or k.record_id is not null)`.execute(db);
  return rows.map(({ id }) => id);
}
