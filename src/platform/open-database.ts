import type pg from 'pg';
import { openDatabase, type OpenDatabase } from './db.ts';
import { errorCode, exitCodes, messageOf, Refusal } from './refusal.ts';

const OLDEST_POSTGRES = 15;

/** Opens the database and proves that it can be used. Throws a `Refusal` that says what to do when it cannot. */
export async function openUsableDatabase(url: string, options: { max?: number } = {}): Promise<OpenDatabase> {
  const opened = openDatabase(url, options);
  try {
    const version = await serverVersion(opened.pool);
    if (version < OLDEST_POSTGRES) throw tooOld(version);
    return opened;
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error instanceof Refusal ? error : unreachable(error, url);
  }
}

export async function serverVersion(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ number: string }>(
    `select current_setting('server_version_num') as number`,
  );
  return Math.floor(Number(rows[0]?.number) / 10_000);
}

function tooOld(version: number): Refusal {
  return new Refusal(
    `The database server is PostgreSQL ${version}; Tandem needs ${OLDEST_POSTGRES} or newer. Nothing was changed. ` +
      'Upgrade the server, set DATABASE_URL to a newer one, or leave DATABASE_URL out to use the one Tandem brings.',
    exitCodes.databaseUnreachable,
  );
}

function unreachable(error: unknown, url: string): Error {
  const { hostname, port, pathname, username } = new URL(url);
  const server = `${hostname || 'localhost'}:${port || 5432}`;
  const sentence = sentenceFor(errorCode(error), { server, user: username, database: pathname.slice(1) });
  const said = sentence ?? `The database at ${server} cannot be used: ${messageOf(error)}.`;
  return new Refusal(`${said} Nothing was changed.`, exitCodes.databaseUnreachable, { cause: error });
}

type Target = { server: string; user: string; database: string };

function sentenceFor(code: string | undefined, { server, user, database }: Target): string | undefined {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The database server of DATABASE_URL is not known: no machine is called "${server}". Correct its name.`;
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `No database answers at ${server} (${code}). Start it, or correct the host and port in DATABASE_URL.`;
    case '28P01':
    case '28000':
      return `The database at ${server} does not let "${user}" in. Correct the user or password in DATABASE_URL.`;
    case '3D000':
      return `There is no database "${database}" at ${server}. Create it (createdb ${database}), or correct DATABASE_URL.`;
    case '53300':
      return `The database at ${server} has no connection left. Raise its max_connections, or stop another program.`;
    default:
      return undefined;
  }
}
