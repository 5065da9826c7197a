import pg from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode, exitCodes, Refusal } from '../refusal.ts';
import { DATABASE, USER } from './cluster.ts';
import { isAlive } from './start-lock.ts';
import type { Place } from './place.ts';

/** A connection that holds the lock of the running Tandem for as long as it lives. */
export type Claim = { client: pg.Client; release: () => Promise<void> };

/** What a data directory is in use for: `start` with its address, or a command such as `backup`. */
export type Purpose = { what: string; address?: string };

const LOCK = [7_305, 4000];

export function databaseUrl(place: Place, port: number, database = DATABASE): string {
  return `postgres://${USER}:${encodeURIComponent(place.password)}@127.0.0.1:${port}/${database}`;
}

/** Takes the lock, or throws a `Refusal` that says who has it. */
export async function claim(place: Place, port: number, purpose: Purpose): Promise<Claim> {
  const client = await connect(place, port, purpose);
  for (let attempt = 0; attempt < 40; attempt++) {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, $2) as taken',
      LOCK,
    );
    if (rows[0]?.taken) return { client, release: () => client.end() };
    const holder = await findHolder(client);
    // PostgreSQL may need a moment to notice that the last holder was killed.
    if (holder && isAlive(holder.process)) {
      await client.end();
      throw inUse(holder);
    }
    await wait(50);
  }
  await client.end();
  throw new Refusal('Another Tandem is using this data directory. Stop it first.', exitCodes.alreadyRunning);
}

async function connect(place: Place, port: number, purpose: Purpose): Promise<pg.Client> {
  const options = { application_name: describe(purpose), keepAlive: true };
  const client = new pg.Client({ connectionString: databaseUrl(place, port), ...options });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (errorCode(error) !== '3D000') throw error;
  }
  await createDatabase(place, port);
  return connect(place, port, purpose);
}

async function createDatabase(place: Place, port: number): Promise<void> {
  const client = new pg.Client(databaseUrl(place, port, 'postgres'));
  await client.connect();
  await client.query(`create database ${DATABASE}`);
  await client.end();
}

type Holder = { what: string; process: number; address: string | undefined };

/** PostgreSQL cuts an application name after 63 bytes; a port and a process number always fit. */
function describe({ what, address }: Purpose): string {
  return `tandem ${what} ${process.pid} ${address ?? ''}`.trim();
}

async function findHolder(client: pg.Client): Promise<Holder | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and classid = $1 and objid = $2 and granted`,
    LOCK,
  );
  const [, what, pid, address] = rows[0]?.name.split(' ') ?? [];
  return what ? { what, process: Number(pid), address } : undefined;
}

function inUse({ what, process, address }: Holder): Refusal {
  const message = address
    ? `Tandem is already running at ${address} (process ${process}). Open it there, or stop it first.`
    : `"tandem ${what}" (process ${process}) is using this data directory. Wait until it has ended, then try again.`;
  return new Refusal(message, exitCodes.alreadyRunning);
}
