import type pg from 'pg';
import type { End, Partition, TableCopy } from './format.ts';

type Connection = Pick<pg.ClientBase, 'query'>;

/** Filled by migrating, not by copying. */
const MADE_BY_MIGRATING = new Set(['platform.migrations', 'graphile_worker.migrations']);

/** All tables with the columns that hold something of their own; what is generated, the other side makes again. */
export async function readTables(client: Connection, schemas: string[]): Promise<TableCopy[]> {
  const { rows } = await client.query<TableCopy>(
    `select c.oid::regclass::text as name,
            array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = any ($1::text[]::regnamespace[]) and c.relkind in ('r', 'p') and not c.relispartition
     group by c.oid order by name`,
    [schemas],
  );
  return rows.filter(({ name }) => !MADE_BY_MIGRATING.has(name));
}

/** Partitions are made as time passes, so migrating alone does not bring them back. Parents before children. */
export async function readPartitions(client: Connection, schemas: string[]): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(
    `select c.oid::regclass::text as name, i.inhparent::regclass::text as parent,
            pg_get_expr(c.relpartbound, c.oid) || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '') as bound
     from pg_class c join pg_inherits i on i.inhrelid = c.oid
     where c.relispartition and c.relkind in ('r', 'p') and c.relnamespace = any ($1::text[]::regnamespace[])
     order by cardinality(array(select pg_partition_ancestors(c.oid))), name`,
    [schemas],
  );
  return rows;
}

export async function readSequences(client: Connection, schemas: string[]): Promise<End['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'S' and relnamespace = any ($1::text[]::regnamespace[])`,
    [schemas],
  );
  const sequences: End['sequences'] = {};
  for (const { name } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${name}`,
    );
    if (state.rows[0]) sequences[name] = state.rows[0];
  }
  return sequences;
}

export async function readLastMigration(client: Connection): Promise<string> {
  const { rows } = await client.query<{ last: string }>('select max(name) as last from platform.migrations');
  return rows[0]?.last ?? '';
}

/** Only schemas that are there: a room without tables has none. */
export async function presentSchemas(client: Connection, schemas: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select nspname as name from pg_namespace where nspname = any ($1) order by nspname',
    [schemas],
  );
  return rows.map(({ name }) => name);
}
