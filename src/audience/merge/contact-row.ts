import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Source, Stage } from '../contact.ts';
import type { PropertyValues } from '../properties/property.ts';

/**
 * A contact's row as JSON, every column by its name: also those that are added after this was written. A merge keeps
 * it, and the database reads it back, so moments keep their microseconds.
 */
export type ContactRow = {
  id: string;
  given_name: string | null;
  family_name: string | null;
  email: string | null;
  phone: string | null;
  phone_original: string | null;
  job_title: string | null;
  company_id: string | null;
  company_name: string | null;
  street: string | null;
  postal_code: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  language: string | null;
  stage: Stage;
  source: Source;
  owner_id: string | null;
  tags: string[];
  properties: PropertyValues;
  created_at: string;
  updated_at: string;
  name: string;
};

export type RowPatch = Partial<Omit<ContactRow, 'id' | 'name'>>;

export async function readRows(db: Db, ids: string[]): Promise<Map<string, ContactRow>> {
  const { rows } = await sql<{ row: ContactRow }>`
    select to_jsonb(c) as row from audience.contacts as c where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ row }) => [row.id, row]));
}

/** A company that is gone meanwhile is written as none. */
export async function patchRow(db: Db, id: string, patch: RowPatch): Promise<void> {
  const written = Object.keys(patch).map((name) =>
    name === 'company_id'
      ? sql`company_id = (select k.id from audience.companies as k where k.id = r.company_id)`
      : sql`${sql.ref(name)} = r.${sql.ref(name)}`,
  );
  if (written.length === 0) return;
  await sql`
    update audience.contacts as c set ${sql.join(written)}
    from jsonb_populate_record(null::audience.contacts, ${JSON.stringify(patch)}::jsonb) as r
    where c.id = ${id}`.execute(db);
}

/** Puts a row back as it was, but for what follows by itself, and for colleagues and companies that are gone meanwhile. */
export async function restoreRow(db: Db, row: ContactRow): Promise<void> {
  const written = JSON.stringify(row);
  const columns = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = 'audience.contacts'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and ${written}::jsonb ? attname`.execute(db);
  const names = sql.join(columns.rows.map(({ name }) => sql.ref(name)));
  await sql`
    insert into audience.contacts (${names})
    select ${names} from jsonb_populate_record(null::audience.contacts, ${written}::jsonb || (
      select jsonb_build_object(
        'owner_id', (select id from workspace.users where id = ${row.owner_id}::uuid),
        'company_id', (select id from audience.companies where id = ${row.company_id}::uuid)))) as r`.execute(
    db,
  );
}
