import { sql } from 'kysely';
import { keepChanges, knownSince, type ImportedRow } from '../../audience/audience.ts';
import type { Db } from '../../platform/db.ts';
import type { Recorded } from '../record.ts';
import './tables.ts';

/** Remembers what a batch of an import brought, in its transaction, and who was made by it. */
export async function keepImported(
  db: Db,
  importId: string,
  { stored, made }: Pick<Recorded, 'stored' | 'made'>,
  rows: ImportedRow[],
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
  const earlier = await madeBefore(db, importId, [...new Set(stored.map(({ contactId }) => contactId))]);
  await keepChanges(
    db,
    importId,
    'contact',
    [...made, ...earlier].map((recordId) => ({ recordId, before: null, after: null })),
  );
  // A file may begin with its newest row.
  const again = new Set(earlier);
  await knownSince(
    db,
    stored.flatMap(({ contactId, occurredAt }) =>
      again.has(contactId) ? [{ id: contactId, at: occurredAt }] : [],
    ),
  );
}

/** Of these contacts, those whom an earlier batch of this import made, and put down as made. */
async function madeBefore(db: Db, importId: string, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select record_id as id from audience.import_changes
    where import_id = ${importId} and record_kind = 'contact' and record_id = any(${ids}::uuid[])`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
