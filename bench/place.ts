import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { asCsv, PASSWORD, colleagues, someContacts } from '../e2e/people.ts';
import {
  launchTandem,
  newDataDir,
  removeDataDirs,
  startTandem,
  stopTandem,
  tandemSays,
} from '../src/faults/tandem.ts';
import { findRunning } from '../src/platform/postgres/embedded.ts';
import { freePort } from '../src/platform/free-port.ts';
import { buildWebIfStale } from '../src/platform/web-build.ts';

/** A Tandem as an operator has it: its own PostgreSQL, an owner, twenty thousand contacts, a key for programs. */
export type Place = { dataDir: string; key: string };

export const CONTACTS = 20_000;
export const owner = { OWNER_EMAIL: colleagues.owner.email, OWNER_PASSWORD: PASSWORD };

let furnished: Promise<Place> | undefined;

/** Made once for all rows, by the same commands an operator would type. */
export function place(say: (progress: string) => void): Promise<Place> {
  furnished ??= furnish(say);
  return furnished;
}

export async function leave(): Promise<void> {
  await removeDataDirs();
}

/** Starts it and waits until the first page answers; says how long that and the first call of the API took. */
export async function timeStart(dataDir: string) {
  const port = String(await freePort());
  const address = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const tandem = launchTandem(dataDir, { PORT: port });
  const page = await firstAnswer(`${address}/`, began, tandem.ended);
  const api = await firstAnswer(`${address}/api/me`, began, tandem.ended);
  return { tandem: { ...tandem, address }, page, api };
}

async function firstAnswer(url: string, began: number, ended: Promise<unknown>): Promise<number> {
  const gone = ended.then(() => 'gone');
  for (;;) {
    const asked = fetch(url).then(
      ({ status }) => status,
      () => 0,
    );
    const status = await Promise.race([asked, gone]);
    // 401 is the API's right answer to somebody who is not signed in.
    if (status === 200 || status === 401) return performance.now() - began;
    if (status === 'gone') throw new Error(`Tandem ended before ${url} answered.`);
    await setTimeout(5);
  }
}

async function furnish(say: (progress: string) => void): Promise<Place> {
  await buildWebIfStale(say);
  const dataDir = await newDataDir();
  say(`making a Tandem with ${CONTACTS} contacts …`);
  const tandem = await startTandem(dataDir, { env: owner });
  const file = join(dataDir, 'contacts.csv');
  await writeFile(file, asCsv(someContacts(CONTACTS)));
  await command(['import', 'contacts', file], dataDir);
  const said = await command(['key', 'create', '--name', 'Benchmark', '--role', 'analyst'], dataDir);
  const key = /tandem_\S+/.exec(said)?.[0];
  if (!key) throw new Error(`There is no key in:\n${said}`);
  await backlogDone(dataDir);
  await stopTandem(tandem);
  return { dataDir, key };
}

/** As after a day of running: rows measured while the import is still searched for duplicates would measure that, too. */
async function backlogDone(dataDir: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: (await findRunning(dataDir)) ?? '', max: 1 });
  const left = async () => {
    const { rows } = await pool.query<{ some: boolean }>(
      'select exists (select from audience.duplicate_checks) as some',
    );
    return rows[0]?.some;
  };
  while (await left()) await setTimeout(200);
  await pool.end();
}

async function command(words: string[], dataDir: string): Promise<string> {
  const { code, output } = await tandemSays(words, dataDir);
  if (code !== 0) throw new Error(`tandem ${words.join(' ')} ended with ${String(code)}:\n${output}`);
  return output;
}
