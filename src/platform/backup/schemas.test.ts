import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { test } from '../testing/testing.ts';
import { tandemSchemas } from './schemas.ts';

describe('a backup', () => {
  test('has every schema that migrating makes', async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
    select nspname as name from pg_namespace
    where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public') order by nspname`.execute(
      db,
    );
    expect(rows.map(({ name }) => name)).toEqual(await tandemSchemas());
  });
});
