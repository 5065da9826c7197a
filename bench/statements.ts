import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Actor } from '../src/platform/actor.ts';
import type { Db, Tables } from '../src/platform/db.ts';

export type Statement = { sql: string; parameters: readonly unknown[] };

/** What a verb asks of the database, as it is compiled: run it once and listen. */
export async function statementsOf(url: string, verb: (db: Db) => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
    log: ({ query }) => void statements.push({ sql: query.sql, parameters: query.parameters }),
  });
  await verb(db);
  await db.destroy();
  return statements;
}

/** A program with a key: sees all contacts. */
export const program: Actor = { kind: 'key', id: null, name: 'Benchmark', role: 'analyst', teamIds: [] };
