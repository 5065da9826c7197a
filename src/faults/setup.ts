import { buildWebIfStale } from '../platform/web-build.ts';

/** Built once here, so that no test measures or waits for it. */
export default async function setup(): Promise<void> {
  await buildWebIfStale(() => undefined);
}
