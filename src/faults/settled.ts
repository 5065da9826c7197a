import { execFileSync } from 'node:child_process';
import { inject } from 'vitest';
import { newDataDir } from './tandem.ts';

/** As after a first start, in a fiftieth of its time: for tests that are about what comes later. */
export async function settledDataDir(): Promise<string> {
  return settle(await newDataDir());
}

/** Puts a database at rest into an empty data directory. */
export function settle(dataDir: string): string {
  // Not Node's own copying, which gives every file to whoever runs the tests instead of to PostgreSQL's user.
  execFileSync('cp', ['-a', `${inject('dataTemplate')}/.`, dataDir]);
  return dataDir;
}
