import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, stopAbandoned } from '../postgres/embedded.ts';
import { isAlive } from '../postgres/start-lock.ts';

const PREFIX = 'tandem-test-';

/** A PostgreSQL that lives as long as a test run. */
export async function throwawayPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  await removeAbandoned();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const flags = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '100' };
  const embedded = await startEmbedded(dataDir, { what: 'tests' }, () => undefined, flags);
  const stop = async () => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: embedded.url, stop };
}

/** What killed test runs left behind. */
async function removeAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    if (isAlive(Number.parseInt(name.slice(PREFIX.length), 10))) continue;
    await stopAbandoned(join(tmpdir(), name)).catch(() => undefined);
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
