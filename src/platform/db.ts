import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { errorCode } from './refusal.ts';

/** Every room adds its tables here by declaration merging, in its `tables.ts`. */
export interface Tables {}

export type Db = Kysely<Tables>;

export type OpenDatabase = { db: Db; pool: pg.Pool; close: () => Promise<void> };

const { INT8, DATE } = pg.types.builtins;

/**
 * Opens a pool on `url`. `bigint` arrives as a number (counts and minor units stay far below 2^53) and `date` as
 * the text it is, because a calendar day has no time zone.
 */
export function openDatabase(url: string, options: { max?: number } = {}): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
    application_name: 'tandem',
    types: { getTypeParser },
    // Compiling a statement cost up to a second where running it took milliseconds: unanalysed tables look large.
    // oxlint-disable-next-line no-misused-promises -- the pool waits for it, whatever its types say
    onConnect: async (client) => void (await client.query('set jit = off')),
  });
  // An idle connection that breaks is replaced on next use; without a listener Node would exit.
  pool.on('error', () => undefined);
  // It may also break while it is lent out; its query then fails, and that is where it is dealt with.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => close(db, pool) };
}

/** Kysely ends the pool only after a query went through Kysely, and an idle connection keeps a command alive. */
async function close(db: Db, pool: pg.Pool): Promise<void> {
  await db.destroy();
  if (!pool.ended) await pool.end();
}

/**
 * Runs `work` in one transaction; inside another transaction it becomes a savepoint, so a verb need not know
 * whether it is called alone or by a larger verb (or by a test that rolls everything back). `work` may run more than
 * once: what it changes outside the database, it sets, and does not add to.
 */
export async function transaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return outermost(db, work);
  const name = `s${++savepoints}`;
  await sql`savepoint ${sql.raw(name)}`.execute(db);
  try {
    const result = await work(db);
    await sql`release savepoint ${sql.raw(name)}`.execute(db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint ${sql.raw(name)}`.execute(db);
    throw error;
  }
}

let savepoints = 0;

/**
 * Deadlock, a serialization failure, and a row that was there when it was looked up and became part of another one
 * before it was referred to: looked up again, it is that one.
 */
const OVERTAKEN = new Set(['40P01', '40001', '23503']);
const ATTEMPTS = 4;

/** Of two who wait for each other PostgreSQL ends one, of which then nothing has happened: it is done again, behind the other. */
async function outermost<T>(db: Db, work: (trx: Db) => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await db.transaction().execute((trx) => work(trx));
  } catch (error) {
    if (attempt >= ATTEMPTS || !OVERTAKEN.has(errorCode(error) ?? '')) throw error;
    return outermost(db, work, attempt + 1);
  }
}

function getTypeParser(oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text' | 'binary') {
  if (oid === INT8) return Number;
  if (oid === DATE) return String;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}
