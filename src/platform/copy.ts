import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Db, Tables } from './db.ts';

/** Sends rows to a table as PostgreSQL's COPY reads them (`copyLine`); says how many there were. */
export type CopyIn = (table: string, columns: readonly string[], rows: Iterable<string>) => Promise<number>;

/**
 * One transaction that can COPY besides what every other can. Kysely does not lend its connection, so this one lends a
 * connection to Kysely.
 */
export async function copyTransaction<T>(
  pool: pg.Pool,
  work: (trx: Db, copyIn: CopyIn) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const lent = { query: client.query.bind(client), release: () => undefined };
    const lender = { connect: async () => lent, end: async () => undefined };
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: lender as unknown as pg.Pool }) });
    return await db.transaction().execute((trx) => work(trx, copyOn(client)));
  } catch (error) {
    // A COPY that was broken off leaves its connection in the middle of it.
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

const CHUNK = 65_536;

function copyOn(client: pg.PoolClient): CopyIn {
  return async (table, columns, rows) => {
    const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
    const done = finished(stream);
    // It is waited for at the end; until then a failure shows in the write that meets it.
    done.catch(() => undefined);
    let chunk = '';
    for (const row of rows) {
      chunk += row;
      if (chunk.length < CHUNK) continue;
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done]);
      chunk = '';
    }
    stream.end(chunk);
    await done;
    return stream.rowCount;
  };
}

export type CopyValue = string | number | boolean | null;

/** One row in COPY's text format. Values are what PostgreSQL would read from a quoted literal. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let place = 0; place < values.length; place++) {
    const value = values[place];
    if (place > 0) line += '\t';
    line +=
      value === null || value === undefined
        ? '\\N'
        : typeof value === 'string'
          ? escaped(value)
          : String(value);
  }
  return `${line}\n`;
}

const UNSAFE = /[\\\t\n\r]/;
const EVERY_UNSAFE = /[\\\t\n\r]/g;
const said: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return UNSAFE.test(text) ? text.replace(EVERY_UNSAFE, (each) => said[each] ?? each) : text;
}
