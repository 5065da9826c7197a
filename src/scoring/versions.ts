import { sql, type RawBuilder } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { transaction, type Db } from '../platform/db.ts';
import { errorCode } from '../platform/refusal.ts';

/** Makes room for the scores of a version, before the first is written. */
export async function openVersion(db: Db, id: string): Promise<void> {
  await sql`select scoring.open_version(${id}::uuid)`.execute(db);
}

/** Where the scores of a version are, or are to be. */
export async function versionTable(db: Db, id: string): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ name: string }>`select scoring.table_of(${id}::uuid) as name`.execute(db);
  return sql.table(`scoring.${rows[0]?.name ?? ''}`);
}

/** A table that was filled counts among the scores from the commit on; known to the planner, whom autovacuum would tell late. */
export async function attachVersion(db: Db, id: string): Promise<void> {
  await sql`select scoring.attach_version(${id}::uuid)`.execute(db);
  await sql`analyze ${await versionTable(db, id)}`.execute(db);
}

const LOCK_NOT_AVAILABLE = '55P03';
const ATTEMPTS = 3;
const PAUSE_MS = 200;

/**
 * Drops the scores of all versions that do not count. Whoever reads or writes scores waits until a table is gone, and it
 * until whoever came before has ended: so it gives way soon and tries again. What it could not drop takes room, and
 * nothing else, until another version is applied.
 */
export async function dropOldVersions(db: Db): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      return await dropAll(db);
    } catch (error) {
      if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
      await pause(PAUSE_MS);
    }
  }
}

async function dropAll(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select scoring.table_of(id) as name from scoring.models
    where state not in ('applying', 'in_force') and to_regclass('scoring.' || scoring.table_of(id)) is not null`.execute(
    db,
  );
  for (const { name } of rows) {
    await transaction(db, async (trx) => {
      await sql`select set_config('lock_timeout', '300ms', true)`.execute(trx);
      await sql`drop table if exists ${sql.table(`scoring.${name}`)}`.execute(trx);
    });
  }
}
