import { mkdtemp, rm, stat, symlink, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../testing/testing.ts';
import { writeBackup } from './write-backup.ts';

let fresh: FreshDatabase;
let directory: string;

beforeEach(async () => {
  fresh = await freshDatabase();
  directory = await mkdtemp(join(tmpdir(), 'tandem-backup-'));
});
afterEach(async () => {
  await fresh.close();
  await rm(directory, { recursive: true });
});

const options = { secret: 'a secret that only tests know, long enough', progress: () => undefined };

test('only its owner reads a backup, even where an earlier one was cut off', async () => {
  const path = join(directory, 'tandem.backup');
  await writeFile(`${path}.partial`, 'half of it', { mode: 0o644 });
  await writeBackup(fresh.pool, path, options);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a link that lies in wait where the backup is written is not followed', async () => {
  const path = join(directory, 'tandem.backup');
  const elsewhere = join(directory, 'elsewhere');
  await writeFile(elsewhere, 'mine');
  await symlink(elsewhere, `${path}.partial`);
  await writeBackup(fresh.pool, path, options);
  expect(await readFile(elsewhere, 'utf8')).toBe('mine');
  expect((await stat(path)).isFile()).toBe(true);
});

test('where Tandem has never been there is nothing to back up, and that is said', async () => {
  const { rows } = await fresh.pool.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
  );
  for (const { name } of rows) await fresh.pool.query(`drop schema "${name}" cascade`);
  const path = join(directory, 'tandem.backup');
  await expect(writeBackup(fresh.pool, path, options)).rejects.toThrow('There is nothing to back up');
  await expect(stat(path)).rejects.toThrow('ENOENT');
});
