import { expect } from 'vitest';
import { pendingMigrations, SchemaTooNew } from './migrations.ts';
import { freshDatabase, test } from './testing/testing.ts';

test('a migrated database has nothing pending', async () => {
  const fresh = await freshDatabase();
  expect(await pendingMigrations(fresh.pool)).toEqual([]);
  await fresh.close();
});

test('refuses a database that a newer Tandem has migrated, in a sentence', async () => {
  const fresh = await freshDatabase();
  await fresh.pool.query(`insert into platform.migrations (name) values ('2099-01-01-0000-from-the-future')`);
  await expect(pendingMigrations(fresh.pool)).rejects.toThrow(SchemaTooNew);
  await expect(pendingMigrations(fresh.pool)).rejects.toThrow(/newer Tandem.*Start the newer version/);
  await fresh.close();
});
