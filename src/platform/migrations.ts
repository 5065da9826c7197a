import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { migrateJobs } from './jobs.ts';

const directory = new URL('../../migrations/', import.meta.url);
const LOCK = 7_305_817; // any number, the same for every Tandem: two processes never migrate at once

/** The database has migrations this Tandem does not know. */
export class SchemaTooNew extends Error {
  override name = 'SchemaTooNew';
  constructor(migration: string) {
    super(
      `This database was last used by a newer Tandem (it has the migration "${migration}"). ` +
        `Nothing was changed. Start the newer version again, or restore a backup made with this one.`,
    );
  }
}

/** Brings any older database to this version; each migration in a transaction of its own. */
export async function migrate(pool: pg.Pool): Promise<{ applied: string[] }> {
  const all = await migrationNames();
  return migrateTo(pool, all.at(-1) ?? '');
}

/** As `migrate`, but stops after the migration `last`: restoring a backup starts from the version it was made with. */
export async function migrateTo(pool: pg.Pool, last: string): Promise<{ applied: string[] }> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(
      `create schema if not exists platform;
       create table if not exists platform.migrations (name text primary key, applied_at timestamptz not null default now())`,
    );
    const pending = (await unapplied(client)).filter((name) => name <= last);
    await migrateJobs(pool);
    for (const name of pending) await apply(client, name);
    return { applied: pending };
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
    client.release();
  }
}

/** The migrations this version has and the database lacks. Throws `SchemaTooNew`. */
export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select to_regclass('platform.migrations') is not null as found`,
  );
  if (!rows[0]?.found) return migrationNames();
  return unapplied(pool);
}

export async function migrationNames(): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .toSorted();
}

async function unapplied(client: pg.ClientBase | pg.Pool): Promise<string[]> {
  const known = await migrationNames();
  const { rows } = await client.query<{ name: string }>('select name from platform.migrations order by name');
  const unknown = rows.map((row) => row.name).find((name) => !known.includes(name));
  if (unknown) throw new SchemaTooNew(unknown);
  const applied = new Set(rows.map((row) => row.name));
  return known.filter((name) => !applied.has(name));
}

async function apply(client: pg.ClientBase, name: string): Promise<void> {
  const text = await readFile(new URL(`${name}.sql`, directory), 'utf8');
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into platform.migrations (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration "${name}" failed; the database is as it was before it.`, { cause: error });
  }
}
