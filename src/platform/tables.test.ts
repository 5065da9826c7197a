import { globSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { test } from './testing/testing.ts';

type Column = { table: string; column: string; nullable: boolean };

test('the table types say what the database has: every column, and which may be null', async ({ db }) => {
  const { rows } = await sql<Column>`
    select table_schema || '.' || table_name as table, column_name as column, is_nullable = 'YES' as nullable
    from information_schema.columns
    where table_schema not in ('information_schema', 'graphile_worker', 'public', 'pg_catalog')
      and table_schema || '.' || table_name not in ('platform.migrations')`.execute(db);
  const partitions = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relispartition`.execute(db);
  const parts = new Set(partitions.rows.map(({ name }) => name));
  const inDatabase = rows.filter(({ table }) => !parts.has(table)).map(line);
  expect(declaredColumns().map(line).toSorted()).toEqual(inDatabase.toSorted());
});

function line({ table, column, nullable }: Column): string {
  return `${table}.${column}${nullable ? ' | null' : ''}`;
}

/** Reads the rooms' `tables.ts` as text: types are gone at run time. */
function declaredColumns(): Column[] {
  return globSync('src/**/tables.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const named = [...text.matchAll(/'(\w+\.\w+)': (\w+);/g)];
    expect(named.length, `${file} adds its tables to Tables`).toBeGreaterThan(0);
    return named.flatMap(([, table = '', type = '']) =>
      columnsOf(text, type).map((column) => ({ table, ...column })),
    );
  });
}

function columnsOf(text: string, type: string): Omit<Column, 'table'>[] {
  const body = new RegExp(`type ${type} = \\{(.*?)\\n\\}`, 's').exec(text)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+): (.*?);$/gms)].map(([, column = '', kind = '']) => {
    // Of ColumnType<Select, Insert, Update> only what is read counts.
    const read = /^ColumnType<(.*?),/s.exec(kind)?.[1] ?? kind;
    return { column, nullable: /\bnull\b/.test(read) };
  });
}
