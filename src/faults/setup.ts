import type { TestProject } from 'vitest/node';
import { buildWebIfStale } from '../platform/web-build.ts';
import { newDataDir, removeDataDirs, tandemSays } from './tandem.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory with a migrated database in it, at rest; to be copied, not used. */
    dataTemplate: string;
  }
}

/** Built once here, so that no test measures or waits for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWebIfStale(() => undefined);
  const template = await newDataDir();
  const { code, output } = await tandemSays(['migrate'], template);
  if (code !== 0) throw new Error(output);
  project.provide('dataTemplate', template);
  return removeDataDirs;
}
