import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import pg from 'pg';
import { freePort } from '../platform/free-port.ts';
import type * as claiming from '../platform/postgres/claim.ts';
import { findRunning, startEmbedded } from '../platform/postgres/embedded.ts';
import { isAlive } from '../platform/postgres/start-lock.ts';
import { dice } from './dice.ts';
import { settledDataDir } from './settled.ts';
import {
  answers,
  launchTandem,
  newDataDir,
  postgresProcesses,
  postmasterPid,
  removeDataDirs,
  startTandem,
  stopTandem,
  until,
} from './tandem.ts';

afterAll(removeDataDirs);

async function write(dataDir: string, round: number): Promise<void> {
  const client = new pg.Client(await findRunning(dataDir));
  await client.connect();
  await client.query('create table if not exists kept_rounds (round int)');
  await client.query('insert into kept_rounds values ($1)', [round]);
  await client.end();
}

async function countWritten(dataDir: string): Promise<number> {
  const client = new pg.Client(await findRunning(dataDir));
  await client.connect();
  const { rows } = await client.query<{ count: string }>('select count(*) from kept_rounds');
  await client.end();
  return Number(rows[0]?.count);
}

/** Stands for an initdb whose Tandem was killed: fills `directory` until it is gone, or `ms` have passed. */
async function writeFor(ms: number, directory: string): Promise<void> {
  const end = Date.now() + ms;
  for (let file = 0; Date.now() < end && existsSync(directory); file++) {
    await writeFile(join(directory, String(file)), '').catch(() => undefined);
  }
}

const held = vi.hoisted(() => ({ afterClaim: async () => {} }));
vi.mock('../platform/postgres/claim.ts', async (original) => {
  const real = await original<typeof claiming>();
  return {
    ...real,
    claim: async (...given: Parameters<typeof real.claim>) => {
      const claimed = await real.claim(...given);
      await held.afterClaim();
      return claimed;
    },
  };
});

describe('kill -9', () => {
  test('of Tandem at random moments of its start: the next start is clean', async () => {
    const random = dice(7);
    const dataDir = await newDataDir();
    for (let round = 0; round < 5; round++) {
      const tandem = launchTandem(dataDir, { PORT: String(await freePort()) });
      await wait(100 + random() * 1_900);
      tandem.signal('SIGKILL');
      await tandem.ended;
    }
    const tandem = await startTandem(dataDir);
    expect(await answers(`${tandem.address}/ready`)).toBe(true);
    expect(await stopTandem(tandem)).toBe(0);
    expect(await postgresProcesses(dataDir)).toEqual([]);
  });

  test('of Tandem while initdb goes on writing: the next start waits until that ends', async () => {
    const dataDir = await newDataDir();
    const leftover = join(dataDir, 'postgres.partial-1', 'base');
    await mkdir(leftover, { recursive: true });
    const initdb = writeFor(2_500, leftover);
    const tandem = await startTandem(dataDir);
    await initdb;
    expect(await readdir(dataDir)).not.toContain('postgres.partial-1');
    await stopTandem(tandem);
  });

  test('of a running Tandem: what was written is there after the next start', async () => {
    const random = dice(11);
    const dataDir = await settledDataDir();
    for (let round = 1; round <= 3; round++) {
      const tandem = await startTandem(dataDir);
      await write(dataDir, round);
      await wait(random() * 300);
      tandem.signal('SIGKILL');
      await tandem.ended;
    }
    const tandem = await startTandem(dataDir);
    expect(await countWritten(dataDir)).toBe(3);
    await stopTandem(tandem);
  });

  test('of PostgreSQL: pages say 503 until it is back, and it comes back by itself', async () => {
    const random = dice(13);
    const dataDir = await settledDataDir();
    const tandem = await startTandem(dataDir);
    for (let round = 1; round <= 3; round++) {
      await write(dataDir, round);
      await wait(random() * 300);
      process.kill(await postmasterPid(dataDir), 'SIGKILL');
      const during = await fetch(`${tandem.address}/ready`);
      expect([200, 503]).toContain(during.status);
      expect(await answers(`${tandem.address}/health`)).toBe(true);
      await until(
        async () => (await answers(`${tandem.address}/ready`)) && Boolean(await findRunning(dataDir)),
        'ready',
      );
    }
    expect(tandem.output()).toContain('PostgreSQL ended unexpectedly');
    expect(await countWritten(dataDir)).toBe(3);
    expect(await stopTandem(tandem)).toBe(0);
    expect(await postgresProcesses(dataDir)).toEqual([]);
  });

  test('of PostgreSQL again, just when it was back and claimed: it comes back once more', async () => {
    const dataDir = await settledDataDir();
    const embedded = await startEmbedded(dataDir, { what: 'test' }, () => undefined);
    const kill = async () => {
      const postmaster = await postmasterPid(dataDir);
      process.kill(postmaster, 'SIGKILL');
      await until(() => !isAlive(postmaster), 'its end');
    };
    const killedAgain = new Promise<void>((resolve) => {
      held.afterClaim = async () => {
        held.afterClaim = async () => {};
        await kill();
        resolve();
      };
    });
    await kill();
    await killedAgain;
    await until(async () => Boolean(await findRunning(dataDir)), 'PostgreSQL');
    await embedded.stop();
    expect(await postgresProcesses(dataDir)).toEqual([]);
  });

  test('of both at once: the next start is clean', async () => {
    const dataDir = await settledDataDir();
    const tandem = await startTandem(dataDir);
    const postmaster = await postmasterPid(dataDir);
    tandem.signal('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    await tandem.ended;
    const next = await startTandem(dataDir);
    expect(await answers(`${next.address}/ready`)).toBe(true);
    await stopTandem(next);
  });
});
