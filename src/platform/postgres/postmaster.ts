import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, statSync, truncateSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { diskFull } from '../data-directory.ts';
import { freePort } from '../free-port.ts';
import { messageOf, Refusal } from '../refusal.ts';
import type { Binaries } from './binaries.ts';
import { databaseEnvironment } from './cluster.ts';
import { isOurPostgres } from './leftovers.ts';
import type { Place } from './place.ts';

/** `ended` says how, also to who asks only afterwards. */
export type Postmaster = { child: ChildProcess; port: number; ended: Promise<string> };

/** Settings of PostgreSQL on top of ours; tests turn fsync off. */
export type Flags = Record<string, string>;

const LARGEST_LOG = 10_000_000;

/** Starts PostgreSQL and waits until it takes connections, however long it has to recover first. */
export async function launch(
  place: Place,
  binaries: Binaries,
  extra: Flags,
  port?: number,
): Promise<Postmaster> {
  const chosen = port ?? (await freePort());
  const log = openLog(place.dataDir);
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...flags(chosen, extra)], {
    ...place.account,
    cwd: '/',
    // Its own process group: Ctrl-C must reach Tandem only, which still needs its database to finish.
    detached: true,
    stdio: ['ignore', log, log],
    env: databaseEnvironment(),
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(messageOf(error)));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
  const failure = await Promise.race([ended, ready(place, child)]);
  if (failure) throw await failureOf(place, failure);
  return { child, port: chosen, ended };
}

/** Ends PostgreSQL so that nothing is left to recover; after ten seconds less politely. */
export async function stopPostmaster(place: Place, binaries: Binaries): Promise<void> {
  const stop = (mode: string) =>
    promisify(execFile)(binaries.pgCtl, ['stop', '-D', place.cluster, '-m', mode, '-w', '-t', '10'], {
      ...place.account,
      cwd: '/',
      env: databaseEnvironment(),
    });
  await stop('fast')
    .catch(() => stop('immediate'))
    .catch(() => undefined);
}

/** The postmaster that has this cluster open, ours or a leftover; a pid file nobody stands behind is removed. */
export async function findPostmaster(
  place: Place,
): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const noted = await readPidFile(place);
  if (!noted) return undefined;
  if (isOurPostgres(noted.pid, place.cluster)) return noted;
  // PostgreSQL itself only looks whether the number is taken, and would refuse to start when another program has it.
  await rm(join(place.cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

async function readPidFile(place: Place) {
  const text = await readFile(join(place.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  if (!Number(lines[0])) return undefined;
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

async function ready(place: Place, child: ChildProcess): Promise<undefined> {
  while (child.exitCode === null && child.signalCode === null) {
    const noted = await readPidFile(place);
    if (noted?.pid === child.pid && noted?.ready) return undefined;
    await wait(10);
  }
  return new Promise(() => undefined);
}

/** Small: with Tandem at rest all of PostgreSQL takes some 40 MB. Nothing that risks data is turned off. */
function flags(port: number, extra: Flags): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 50,
    shared_buffers: '64MB',
    effective_cache_size: '512MB',
    maintenance_work_mem: '64MB',
    // Worth its memory only for analytics; planning a page's query with it costs more than running it.
    jit: 'off',
    io_method: 'sync',
    max_worker_processes: 4,
    max_parallel_workers: 2,
    max_logical_replication_workers: 0,
    autovacuum_max_workers: 2,
    min_wal_size: '32MB',
    max_wal_size: '512MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    timezone: 'UTC',
    log_line_prefix: '%m ',
    log_checkpoints: 'off',
    log_min_messages: 'warning',
    ...extra,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Kept as a file of its own: it is still there when Tandem is killed, and says why PostgreSQL did not start. */
function openLog(dataDir: string): number {
  const path = logFile(dataDir);
  const handle = openSync(path, 'a', 0o600);
  if (statSync(path).size > LARGEST_LOG) truncateSync(path);
  return handle;
}

async function failureOf(place: Place, failure: string): Promise<Refusal> {
  const text = await readFile(logFile(place.dataDir), 'utf8').catch(() => '');
  const tail = text.trim().split('\n').slice(-12).join('\n');
  if (tail.includes('No space left on device')) return diskFull(place.cluster);
  return new Refusal(
    `PostgreSQL did not start (${failure}). The data in ${place.cluster} was kept as it is. ` +
      `The end of ${logFile(place.dataDir)} says why:\n${tail}`,
  );
}

function logFile(dataDir: string): string {
  return join(dataDir, 'postgres.log');
}
