import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { SHARED_PLACE } from '../platform/postgres/place.ts';
import { postgresProcesses, removeDataDirs, startTandem, stopTandem } from './tandem.ts';

const here = fileURLToPath(new URL('../..', import.meta.url));
const reason = process.getuid?.() === 0 && process.platform === 'linux' ? undefined : 'needs root on Linux';

afterAll(removeDataDirs);

test.skipIf(reason)(`a checkout under a closed directory starts (${reason ?? 'as root'})`, async () => {
  const home = await mkdtemp('/root/tandem-closed-');
  await chmod(home, 0o700);
  const checkout = join(home, 'tandem');
  const dataDir = join(checkout, 'data');
  try {
    await copyCheckout(checkout);
    const tandem = await startTandem(dataDir, { checkout });
    const { cluster } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as {
      cluster: string;
    };
    expect(cluster.startsWith(SHARED_PLACE)).toBe(true);
    expect(await stopTandem(tandem)).toBe(0);
    expect(await postgresProcesses(dataDir)).toEqual([]);

    const second = await startTandem(dataDir, { checkout });
    expect(await stopTandem(second)).toBe(0);
    await rm(cluster, { recursive: true, force: true });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

/** Hard links where the file system allows it: node_modules has a gigabyte. */
async function copyCheckout(checkout: string): Promise<void> {
  await mkdir(checkout);
  for (const part of ['src', 'migrations', 'dist', 'package.json', 'package-lock.json', 'vite.config.ts'])
    if (existsSync(join(here, part)))
      cpSync(join(here, part), join(checkout, part), { recursive: true, preserveTimestamps: true });
  try {
    execFileSync('cp', ['-al', join(here, 'node_modules') + '/.', join(checkout, 'node_modules')], {
      stdio: 'ignore',
    });
  } catch {
    await rm(join(checkout, 'node_modules'), { recursive: true, force: true });
    symlinkSync(join(here, 'node_modules'), join(checkout, 'node_modules'));
  }
}
