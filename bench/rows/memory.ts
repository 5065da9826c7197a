import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { answers, postgresProcesses, stopTandem, until } from '../../src/faults/tandem.ts';
import { freePort } from '../../src/platform/free-port.ts';
import type { Row } from '../frame.ts';
import { place, timeStart } from '../place.ts';
import { familyOf, memoryOf, type Share } from '../processes.ts';

const REST_MS = 20_000;

/** All processes, PostgreSQL included, some time after the first page was served. */
export const memory: Row = {
  name: 'memory',
  async measure(say) {
    const { dataDir } = await place(say);
    const { tandem } = await timeStart(dataDir);
    say(`resting for ${REST_MS / 1_000} s …`);
    await rest();
    const shares = await memoryOf(await allOf(tandem.pid, dataDir));
    await stopTandem(tandem);
    const node = sum(shares.filter(({ pid }) => pid === tandem.pid));
    const value = sum(shares);
    return [
      {
        what: 'memory at rest, all processes',
        ours: `Tandem ${node.toFixed(0)} MB, PostgreSQL ${(value - node).toFixed(0)} MB`,
        value,
        unit: 'MB',
        target: { atMost: 300 },
        notes: [
          `${shares.length} processes (PSS, ${REST_MS / 1_000} s after the first page)`,
          `started by npm, npm and its shell take ${(await npmShare(dataDir)).toFixed(0)} MB more`,
        ],
      },
    ];
  },
};

/** PostgreSQL may run as a user of its own, and under a process that is not ours. */
async function allOf(pid: number, dataDir: string): Promise<number[]> {
  return [...new Set([...(await familyOf(pid)), ...(await postgresProcesses(dataDir))])];
}

async function npmShare(dataDir: string): Promise<number> {
  const port = String(await freePort());
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const env = { ...process.env, DATA_DIR: dataDir, PORT: port, LOG_LEVEL: 'warn', DATABASE_URL: '' };
  // A group of its own: Ctrl-C at a terminal reaches npm and what it started alike, and so does ours.
  const npm = spawn('npm', ['start'], { cwd, env, stdio: 'ignore', detached: true });
  const ended = new Promise((resolve) => npm.once('close', resolve));
  await until(() => answers(`http://127.0.0.1:${port}/ready`), 'npm start', 30_000);
  const shares = await memoryOf(await familyOf(npm.pid ?? 0));
  process.kill(-(npm.pid ?? 0), 'SIGINT');
  await ended;
  return sum(shares.filter(({ command }) => /^(npm|sh )/.test(command)));
}

function sum(shares: Share[]): number {
  return shares.reduce((total, { megabytes }) => total + megabytes, 0);
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}
