import { spawn } from 'node:child_process';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const webRoot = join(root, 'dist', 'web');

/** Builds the web app when it is missing or older than its sources. Returns whether it did. */
export async function buildWebIfStale(say: (line: string) => void): Promise<boolean> {
  if (!(await isWebStale())) return false;
  say('Building the web app; this takes a few seconds and happens once …');
  const complaint = await buildWeb();
  if (!complaint) return true;
  if (!(await builtAt()))
    throw new Refusal(`The web app could not be built, so Tandem did not start. ${complaint}`);
  say(`The web app could not be built; the last one that could is served. ${complaint}`);
  return false;
}

export async function isWebStale(): Promise<boolean> {
  const built = await builtAt();
  return !built || built < (await newestSource());
}

async function builtAt(): Promise<number | undefined> {
  return (await stat(join(webRoot, 'index.html')).catch(() => undefined))?.mtimeMs;
}

async function newestSource(): Promise<number> {
  const source = join(root, 'src');
  const rooms = await readdir(source, { withFileTypes: true });
  const folders = rooms.filter((entry) => entry.isDirectory()).map(({ name }) => join(source, name, 'web'));
  const times = await Promise.all([newestIn(join(source, 'web')), ...folders.map(newestIn)]);
  const lone = await Promise.all(
    ['vite.config.ts', 'package-lock.json'].map((file) => timeOf(join(root, file))),
  );
  return Math.max(...times, ...lone);
}

async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && !entry.name.includes('.test.'));
  return Math.max(0, ...(await Promise.all(files.map((file) => timeOf(join(file.parentPath, file.name))))));
}

async function timeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

/**
 * In a process of its own, whose memory is given back; beside the old build, which serves until the new one is whole.
 * Returns what went wrong, if anything did.
 */
async function buildWeb(): Promise<string | undefined> {
  const partial = `${webRoot}.partial-${process.pid}`;
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const words = ['build', '--logLevel', 'error', '--outDir', partial, '--emptyOutDir'];
  const { code, output } = await run(process.execPath, [vite, ...words]);
  if (code !== 0) {
    await rm(partial, { recursive: true, force: true });
    return `Vite said:\n${output.trim()}`;
  }
  await rm(webRoot, { recursive: true, force: true });
  await rename(partial, webRoot);
  return undefined;
}

function run(program: string, words: string[]): Promise<{ code: number | null; output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const child = spawn(program, words, { cwd: root, env: { ...process.env, NODE_ENV: 'production' } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.on('error', reject);
  child.on('close', (code) => resolve({ code, output }));
  return promise;
}
