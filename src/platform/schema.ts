import type pg from 'pg';

/**
 * The database as `schema.sql` shows it: every table of every room with its constraints and indexes, readable at one
 * sitting. Built from the catalogue, because the embedded PostgreSQL brings no pg_dump.
 */
export async function describeSchema(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<TableRow>(TABLES);
  const extensions = await pool.query<{ name: string }>(EXTENSIONS);
  const header =
    '-- Written by `npm run schema` from a migrated database; a test compares the two. Do not edit.\n';
  const created = extensions.rows.map(({ name }) => `create extension ${name};\n`);
  return [header, ...created, ...rows.map(describeTable)].join('\n');
}

type TableRow = {
  name: string;
  partitioned: string | null;
  columns: string[];
  constraints: string[];
  indexes: string[];
};

function describeTable({ name, partitioned, columns, constraints, indexes }: TableRow): string {
  const lines = [...columns, ...constraints].map((line) => `  ${line}`).join(',\n');
  const by = partitioned ? ` partition by ${partitioned}` : '';
  return `create table ${name} (\n${lines}\n)${by};\n${indexes.map((index) => `${index};\n`).join('')}`;
}

const EXTENSIONS = `select extname as name from pg_extension where extname <> 'plpgsql' order by 1`;

/** Columns in their order; constraints and indexes by name, so that the text does not depend on how it came about. */
const TABLES = `
  select n.nspname || '.' || c.relname as name,
    case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as partitioned,
    array(
      select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attidentity <> '' then ' generated always as identity' else '' end
        || case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
        || case when a.attnotnull then ' not null' else '' end
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
    array(
      select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'c', 'f', 'x') order by conname) as constraints,
    array(
      select pg_get_indexdef(i.indexrelid)
      from pg_index i join pg_class ic on ic.oid = i.indexrelid
      where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
      order by ic.relname) as indexes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition
    and n.nspname not in ('information_schema', 'graphile_worker', 'public') and n.nspname not like 'pg\\_%'
  order by n.nspname, c.relname`;
