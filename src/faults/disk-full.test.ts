import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { findRunning } from '../platform/postgres/embedded.ts';
import { settle } from './settled.ts';
import { fillDisk, mountSmallDisk, onDisk, unmount } from './small-disk.ts';
import { answers, removeDataDirs, startTandem, stopTandem, tandemSays, until } from './tandem.ts';

const disk = mountSmallDisk();

afterAll(async () => {
  await removeDataDirs();
  await unmount(disk);
});

test.skipIf(!disk)('a start on a full disk says so (a small tmpfs; needs root)', async () => {
  const dataDir = await onDisk(disk, 'full');
  const filler = await fillDisk(disk);
  const said = await tandemSays(['start'], dataDir);
  await rm(filler);
  expect(said.code).toBe(1);
  expect(said.output).toContain('The disk is full:');
});

test.skipIf(!disk)(
  'a disk too small to set PostgreSQL up says so, and a later start works (a small tmpfs; needs root)',
  async () => {
    const dataDir = await onDisk(disk, 'tight');
    const filler = await fillDisk(disk, 10_000_000);
    const said = await tandemSays(['start'], dataDir);
    expect(said.output).toContain('The disk is full:');
    await rm(filler);
    const tandem = await startTandem(dataDir);
    expect(await stopTandem(tandem)).toBe(0);
    await rm(dataDir, { recursive: true });
  },
);

test.skipIf(!disk)(
  'a disk that fills up while Tandem runs: what was saved stays, and it goes on once there is space (a small tmpfs; needs root)',
  async () => {
    const dataDir = settle(await onDisk(disk, 'running'));
    const tandem = await startTandem(dataDir);
    await write(dataDir, 'create table kept (t text)');
    await write(dataDir, `insert into kept values ('before')`);
    const filler = await fillDisk(disk);
    const big = `insert into kept select repeat(md5(n::text), 100) from generate_series(1, 50000) n`;
    await expect(write(dataDir, big)).rejects.toThrow(/space|terminat|closed|reset|recovery/i);
    expect(await answers(`${tandem.address}/health`)).toBe(true);
    await rm(filler);
    await until(() => answers(`${tandem.address}/ready`), 'ready after space was freed', 120_000);
    await until(
      () =>
        write(dataDir, `insert into kept values ('after')`).then(
          () => true,
          () => false,
        ),
      'writing again',
    );
    expect(await count(dataDir)).toBe(2);
    expect(await stopTandem(tandem)).toBe(0);
  },
);

async function write(dataDir: string, statement: string): Promise<void> {
  const client = new pg.Client(await findRunning(dataDir));
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function count(dataDir: string): Promise<number> {
  const client = new pg.Client(await findRunning(dataDir));
  await client.connect();
  const { rows } = await client.query<{ count: string }>('select count(*) from kept');
  await client.end();
  return Number(rows[0]?.count);
}
