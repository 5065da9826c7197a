import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { MergedRow } from './deciding.ts';

/** What a column refers to may be gone or part of something else meanwhile: what it is by now, of the row `r`. */
export type References = Record<string, RawBuilder<unknown>>;

export const references = {
  user: sql`(select u.id from workspace.users as u where u.id = r.owner_id)`,
  company: (column: string) => sql`(
    select k.id from audience.companies as k where k.id = coalesce(
      (select d.company_id from audience.company_redirects as d where d.old_company_id = ${sql.ref(`r.${column}`)}),
      ${sql.ref(`r.${column}`)}))`,
};

/**
 * Rows of a table as JSON, every column by its name: also those that are added after this was written. A merge keeps
 * them, and the database reads them back, so moments keep their microseconds.
 */
export function rowsOf<Row extends MergedRow>(table: string, present: References) {
  const [of, type] = [sql.table(table), sql`null::${sql.table(table)}`];
  const written = (name: string) => present[name] ?? sql`r.${sql.ref(name)}`;
  return {
    readRows: async (db: Db, ids: string[]): Promise<Map<string, Row>> => {
      const { rows } = await sql<{ row: Row }>`
        select to_jsonb(c) as row from ${of} as c where id = any(${ids}::uuid[])`.execute(db);
      return new Map(rows.map(({ row }) => [row.id, row]));
    },

    patchRow: async (db: Db, id: string, patch: Partial<Row>): Promise<void> => {
      const names = Object.keys(patch);
      if (names.length === 0) return;
      await sql`
        update ${of} as c set ${sql.join(names.map((name) => sql`${sql.ref(name)} = ${written(name)}`))}
        from jsonb_populate_record(${type}, ${JSON.stringify(patch)}::jsonb) as r where c.id = ${id}`.execute(
        db,
      );
    },

    /** Puts a row back as it was, but for what follows by itself, and for what it refers to and is gone meanwhile. */
    restoreRow: async (db: Db, row: Row): Promise<void> => {
      const json = JSON.stringify(row);
      const columns = await sql<{ name: string }>`
        select attname as name from pg_attribute
        where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
          and ${json}::jsonb ? attname`.execute(db);
      const names = columns.rows.map(({ name }) => name);
      await sql`
        insert into ${of} (${sql.join(names.map((name) => sql.ref(name)))})
        select ${sql.join(names.map(written))} from jsonb_populate_record(${type}, ${json}::jsonb) as r`.execute(
        db,
      );
    },
  };
}
