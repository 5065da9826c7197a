import chromium from '@sparticuz/chromium';
import type { TestProject } from 'vitest/node';
import databaseSetup from '../src/platform/testing/setup.ts';
import { buildWebIfStale } from '../src/platform/web-build.ts';

/** What all browser tests need once: the pages as they are shipped, a browser, and a server with an empty, migrated database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [stop] = await Promise.all([
    databaseSetup(project),
    buildWebIfStale((line) => process.stdout.write(`${line}\n`)),
    // Unpacked the first time it is asked for: two workers that ask at once would find half of it.
    chromium.executablePath(),
  ]);
  return stop;
}
