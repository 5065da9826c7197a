import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskFull } from '../data-directory.ts';
import { Refusal } from '../refusal.ts';
import type { Binaries } from './binaries.ts';
import { notePlace, type Place } from './place.ts';

/** The one superuser of an embedded cluster, and its database. */
export const USER = 'tandem';
export const DATABASE = 'tandem';

/** An initdb that outlived its killed Tandem writes on until its broken pipe ends it: six seconds' patience. */
const UNTIL_INITDB_NOTICES = { maxRetries: 10, retryDelay: 100 };

/** Makes the cluster beside its place and renames it in whole, so that an initdb cut short leaves nothing behind. */
export async function createCluster(place: Place, binaries: Binaries): Promise<void> {
  await removeLeftovers(place.cluster);
  const partial = `${place.cluster}.partial-${randomBytes(4).toString('hex')}`;
  await mkdir(partial, { recursive: true, mode: 0o700 });
  if (place.account) await chown(partial, place.account.uid, place.account.gid);
  try {
    await runInitdb(place, binaries, partial);
    await rename(partial, place.cluster);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  await notePlace(place);
}

async function removeLeftovers(cluster: string): Promise<void> {
  const beside = await readdir(dirname(cluster)).catch(() => []);
  const partials = beside.filter((name) => name.startsWith(`${basename(cluster)}.partial-`));
  // A cluster without its note was renamed in but never opened: nobody knows its password.
  for (const name of [basename(cluster), ...partials]) {
    await rm(join(dirname(cluster), name), { recursive: true, force: true, ...UNTIL_INITDB_NOTICES });
  }
}

async function runInitdb(place: Place, binaries: Binaries, directory: string): Promise<void> {
  // Named so that the next start removes what a kill leaves.
  const passwordFile = `${directory}.password`;
  await writeFile(passwordFile, `${place.password}\n`, { mode: 0o600, flag: 'wx' });
  if (place.account) await chown(passwordFile, place.account.uid, place.account.gid);
  try {
    const { code, output } = await run(binaries.initdb, initdbWords(directory, passwordFile), place);
    if (code === 0) return;
    if (output.includes('No space left on device')) throw diskFull(place.cluster);
    throw new Refusal(`PostgreSQL could not set up its data in ${place.cluster}; it said:\n${output.trim()}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initdbWords(directory: string, passwordFile: string): string[] {
  const words = {
    pgdata: directory,
    username: USER,
    pwfile: passwordFile,
    auth: 'scram-sha-256',
    encoding: 'UTF8',
    locale: 'C',
    // The builtin provider sorts the same on every machine: a data directory can be moved.
    'locale-provider': 'builtin',
    'builtin-locale': 'C.UTF-8',
  };
  return Object.entries(words).map(([name, value]) => `--${name}=${value}`);
}

function run(
  program: string,
  words: string[],
  place: Place,
): Promise<{ code: number | null; output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  // Detached: Ctrl-C is for Tandem, which ends its children itself. From /: ours may be closed to the account.
  const child = spawn(program, words, {
    ...place.account,
    cwd: '/',
    detached: true,
    env: databaseEnvironment(),
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.on('error', reject);
  child.on('close', (code) => resolve({ code, output }));
  return promise;
}

/** Neither PG… variables nor a locale of the operator's change what our PostgreSQL does. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
