import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Account } from './account.ts';

/** Whether `account` may walk down to `path`: a checkout under /root (mode 700) is closed to the user `postgres`. */
export async function reachable(path: string, account: Account): Promise<boolean> {
  if (!account) return true;
  for (const directory of upwards(path)) {
    const found = await stat(directory).catch(() => undefined);
    if (found && !mayEnter(found, account)) return false;
  }
  return true;
}

function mayEnter(found: { mode: number; uid: number; gid: number }, account: NonNullable<Account>): boolean {
  if (found.uid === account.uid) return (found.mode & 0o100) !== 0;
  if (found.gid === account.gid) return (found.mode & 0o010) !== 0;
  return (found.mode & 0o001) !== 0;
}

function upwards(path: string): string[] {
  const directories = [resolve(path)];
  for (let at = resolve(path); at !== dirname(at); at = dirname(at)) directories.push(dirname(at));
  return directories;
}
