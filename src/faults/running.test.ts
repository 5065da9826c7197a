import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../platform/free-port.ts';
import { settledDataDir } from './settled.ts';
import {
  answers,
  launchTandem,
  newDataDir,
  ownEnvironment,
  postgresProcesses,
  removeDataDirs,
  startTandem,
  stopTandem,
  tandemSays,
  until,
} from './tandem.ts';

afterAll(removeDataDirs);

describe('a Tandem that runs', () => {
  test('says where it is, turns a second one away, and leaves nothing behind on Ctrl-C', async () => {
    const dataDir = await newDataDir();
    const tandem = await startTandem(dataDir);
    expect(tandem.output()).toContain('Tandem is ready: http://localhost:');
    const ready = await fetch(`${tandem.address}/ready`);
    expect(await ready.json()).toMatchObject({ ready: true, database: 'ok', migrations: 'ok' });

    const second = await tandemSays(['start'], dataDir, { env: { PORT: '4999' } });
    expect(second.code).toBe(3);
    expect(second.output).toMatch(
      new RegExp(
        `^Tandem is already running at http://localhost:\\d+ \\(process ${tandem.pid}\\)\\. Open it there`,
      ),
    );

    expect(await stopTandem(tandem)).toBe(0);
    expect(await postgresProcesses(dataDir)).toEqual([]);
  });

  test('lets commands use its database while it runs', async () => {
    const dataDir = await settledDataDir();
    const tandem = await startTandem(dataDir);
    const { code, output } = await tandemSays(['migrate'], dataDir);
    expect({ code, output }).toEqual({ code: 0, output: 'The database is up to date.\n' });
    const restore = await tandemSays(['restore', '/tmp/nothing'], dataDir);
    expect(restore).toMatchObject({ code: 3, output: expect.stringContaining('already running') });
    await stopTandem(tandem);
  });

  test('stops on SIGTERM in the middle of its first start', async () => {
    const dataDir = await newDataDir();
    const starting = launchTandem(dataDir, { PORT: String(await freePort()) });
    await until(async () => (await readdir(dataDir)).length > 1, 'PostgreSQL being set up');
    starting.signal('SIGTERM');
    expect(await starting.ended).toBe(0);
    expect(await postgresProcesses(dataDir)).toEqual([]);
    const next = await startTandem(dataDir);
    expect(await stopTandem(next)).toBe(0);
  });

  test('stops when npm, which started it, is told to stop', async () => {
    const dataDir = await settledDataDir();
    const port = String(await freePort());
    const npm = spawn('npm', ['start'], {
      env: { ...ownEnvironment(process.env), DATA_DIR: dataDir, PORT: port },
      stdio: 'ignore',
    });
    await until(() => answers(`http://127.0.0.1:${port}/health`), 'a start by npm', 60_000);
    npm.kill('SIGTERM');
    await until(async () => !(await answers(`http://127.0.0.1:${port}/health`)), 'the web side to end');
    await until(async () => (await postgresProcesses(dataDir)).length === 0, 'PostgreSQL to end');
    expect(await postgresProcesses(dataDir)).toEqual([]);
  });
});
