import type { TestProject } from 'vitest/node';
import databaseSetup from '../src/platform/testing/setup.ts';
import { buildWebIfStale } from '../src/platform/web-build.ts';

/** What all browser tests need once: the pages as they are shipped, and a server with an empty, migrated database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [stop] = await Promise.all([
    databaseSetup(project),
    buildWebIfStale((line) => process.stdout.write(`${line}\n`)),
  ]);
  return stop;
}
