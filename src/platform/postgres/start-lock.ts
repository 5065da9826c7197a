import { openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from '../refusal.ts';

const LONGEST_START_MS = 60_000;

/**
 * Held only while PostgreSQL is being started: before that nothing can hold an advisory lock. Who comes second
 * waits, and then finds the first running. Returns how to let go.
 */
export async function takeStartLock(dataDir: string): Promise<() => void> {
  for (;;) {
    const release = tryStartLock(dataDir);
    if (release) return release;
    if (isStale(file(dataDir))) setAside(file(dataDir));
    else await wait(50);
  }
}

/** Without waiting, so that a supervisor can hold on to its place the moment PostgreSQL dies. */
export function tryStartLock(dataDir: string): (() => void) | undefined {
  try {
    const handle = openSync(file(dataDir), 'wx', 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return () => rmSync(file(dataDir), { force: true });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function isStale(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    const age = Date.now() - statSync(path).mtimeMs;
    // Our own number: we are the next process of a container that gave the last one the same number.
    if (pid === process.pid || age > LONGEST_START_MS) return true;
    return pid > 0 ? !isAlive(pid) : age > 1_000;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Renamed first: of two that find a stale lock only one may remove it. */
function setAside(path: string): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  rmSync(aside, { force: true });
}

function file(dataDir: string): string {
  return join(dataDir, 'postgres.starting');
}
