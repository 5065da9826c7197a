import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../platform/free-port.ts';
import { stopAbandoned } from '../platform/postgres/embedded.ts';
import { findPlace } from '../platform/postgres/place.ts';

export type Tandem = {
  pid: number;
  address: string;
  output: () => string;
  signal: (name: NodeJS.Signals) => void;
  ended: Promise<number | NodeJS.Signals | null>;
};

export type Options = { env?: Record<string, string>; checkout?: string; uid?: number };

const here = fileURLToPath(new URL('../..', import.meta.url));
const LONGEST_START_MS = 120_000;

/** Starts Tandem as an operator would, and waits until it answers. */
export async function startTandem(dataDir: string, options: Options = {}): Promise<Tandem> {
  const port = options.env?.['PORT'] ?? String(await freePort());
  const tandem = runTandem(['start'], dataDir, { ...options, env: { ...options.env, PORT: port } });
  const address = `http://127.0.0.1:${port}`;
  const started = Date.now();
  while (!(await answers(`${address}/health`))) {
    const code = await Promise.race([tandem.ended, wait(30)]);
    const late = Date.now() - started > LONGEST_START_MS;
    if (code !== undefined || late)
      throw new Error(`Tandem did not start (${String(code)}):\n${tandem.output()}`);
  }
  return { ...tandem, address };
}

/** Starts without waiting: what happens to it meanwhile is up to the test. */
export function launchTandem(
  dataDir: string,
  env: Record<string, string>,
  words = ['start'],
): Omit<Tandem, 'address'> {
  return runTandem(words, dataDir, { env });
}

/** Runs a command of Tandem's to its end. */
export async function tandemSays(words: string[], dataDir: string, options: Options = {}) {
  const tandem = runTandem(words, dataDir, options);
  const code = await tandem.ended;
  return { code, output: tandem.output() };
}

export async function stopTandem(tandem: Tandem): Promise<number | NodeJS.Signals | null> {
  tandem.signal('SIGINT');
  return tandem.ended;
}

const made: string[] = [];

export async function newDataDir(inside = tmpdir()): Promise<string> {
  const directory = await mkdtemp(join(inside, 'tandem-fault-'));
  made.push(directory);
  // Open to PostgreSQL's user, so that the cluster lies inside; closed-directory.test.ts is about the other case.
  await chmod(directory, 0o755);
  const dataDir = join(directory, 'data');
  await mkdir(dataDir);
  return dataDir;
}

/** For `afterAll`: whatever a failed test left running is stopped, and its data removed. */
export async function removeDataDirs(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  for (const directory of made.splice(0)) {
    await stopAbandoned(join(directory, 'data')).catch(() => undefined);
    const place = await findPlace(join(directory, 'data')).catch(() => undefined);
    if (place) await rm(place.cluster, { recursive: true, force: true });
    await rm(directory, { recursive: true, force: true });
  }
}

/** The processes of the PostgreSQL in `dataDir`: all of them work in its directory. */
export async function postgresProcesses(dataDir: string): Promise<number[]> {
  const place = await findPlace(dataDir);
  if (!place) return [];
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_pid, index) => places[index] === place.cluster);
}

export async function postmasterPid(dataDir: string): Promise<number> {
  const place = await findPlace(dataDir);
  return Number((await readFile(join(place?.cluster ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

export async function until(
  condition: () => Promise<boolean> | boolean,
  what: string,
  ms = 60_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${ms} ms for: ${what}`);
    await wait(50);
  }
}

const running = new Set<ChildProcess>();

function runTandem(words: string[], dataDir: string, options: Options): Omit<Tandem, 'address'> {
  const child = spawn(process.execPath, ['src/main.ts', ...words], {
    cwd: options.checkout ?? here,
    env: { ...ownEnvironment(process.env), DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  running.add(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const { promise: ended, resolve } = Promise.withResolvers<number | NodeJS.Signals | null>();
  child.once('close', (code, signal) => {
    running.delete(child);
    resolve(signal ?? code);
  });
  return { pid: child.pid ?? 0, output: () => output, signal: (name) => void child.kill(name), ended };
}

/** No setting of the machine that runs the tests reaches the Tandem under test. */
export function ownEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign =
    /^(PORT|HOST|DATABASE_URL|PUBLIC_URL|OWNER_|SECRET|ROLE|SMTP_URL|MAIL_FROM|OIDC_|TRUST_PROXY|VITEST|NODE_ENV)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}
