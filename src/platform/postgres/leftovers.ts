import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAlive } from './start-lock.ts';

/** Whether process `pid` is a PostgreSQL that has `cluster` open: all of its processes work in that directory. */
export function isOurPostgres(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  return worksIn(pid, cluster);
}

/**
 * Backends that outlived their killed postmaster keep the shared memory, and PostgreSQL will not start beside them.
 * They end by themselves when they next look; one in a long query may not look for minutes. Only Linux tells which
 * processes they are; elsewhere the next attempt waits for them.
 */
export function endLeftovers(cluster: string): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (pid > 1 && pid !== process.pid && worksIn(pid, cluster) && isPostgres(pid)) endNow(pid);
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}

function worksIn(pid: number, directory: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === directory;
  } catch {
    return false;
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}
