import { createHash, randomBytes } from 'node:crypto';
import { access, chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { errorCode, Refusal } from '../refusal.ts';
import { databaseAccount, type Account } from './account.ts';
import { reachable } from './reachable.ts';

/** Where the cluster of a data directory is and how one gets in. */
export type Place = { cluster: string; password: string; account: Account; dataDir: string };

/** Binaries and clusters that must stand outside a closed directory go here. */
export const SHARED_PLACE = '/var/lib/tandem';

/**
 * The cluster lies in DATA_DIR/postgres. When Tandem runs as root in a directory that is closed to other users,
 * PostgreSQL's own user could not get there: then it lies in /var/lib/tandem/<hash of DATA_DIR>. Either way
 * DATA_DIR/postgres.json says where, and keeps the password (mode 0600).
 */
export async function settlePlace(dataDir: string): Promise<Place> {
  const known = await findPlace(dataDir);
  if (known) return known;
  const account = await databaseAccount(undefined);
  const inside = await reachable(dataDir, account);
  const cluster = inside ? join(dataDir, 'postgres') : join(SHARED_PLACE, hashOf(dataDir));
  const password = randomBytes(24).toString('base64url');
  if (!inside) await mkdir(SHARED_PLACE, { recursive: true, mode: 0o755 });
  return { cluster, password, account, dataDir };
}

/** The place of a cluster that exists already. */
export async function findPlace(dataDir: string): Promise<Place | undefined> {
  const noted = await readNote(dataDir);
  if (!noted) return undefined;
  const cluster = resolve(dataDir, noted.cluster);
  if (!(await exists(join(cluster, 'PG_VERSION')))) throw clusterGone(dataDir, cluster);
  return { cluster, password: noted.password, account: await databaseAccount(cluster), dataDir };
}

/** Written when the cluster is complete: its being there means there is something to open. */
export async function notePlace({ dataDir, cluster, password }: Place): Promise<void> {
  const inside = relative(dataDir, cluster);
  const written = { cluster: inside.startsWith('..') || isAbsolute(inside) ? cluster : inside, password };
  const partial = `${noteFile(dataDir)}.partial`;
  await writeFile(partial, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600, flush: true });
  await chmod(partial, 0o600);
  await rename(partial, noteFile(dataDir));
}

async function readNote(dataDir: string): Promise<{ cluster: string; password: string } | undefined> {
  try {
    return JSON.parse(await readFile(noteFile(dataDir), 'utf8')) as { cluster: string; password: string };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (errorCode(error) !== 'EACCES') throw error;
    throw new Refusal(
      `The data directory ${dataDir} belongs to another user. Nothing was changed. ` +
        'Start Tandem as that user, or give this user the directory (chown -R).',
    );
  }
}

function clusterGone(dataDir: string, cluster: string): Refusal {
  return new Refusal(
    `The database of ${dataDir} should be in ${cluster}, but is not there. Nothing was changed. ` +
      `Bring that directory back, or start with another DATA_DIR and restore a backup there.`,
  );
}

function noteFile(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

function hashOf(dataDir: string): string {
  return createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
