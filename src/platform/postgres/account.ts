import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Refusal } from '../refusal.ts';

const call = promisify(execFile);

/** The system user PostgreSQL runs as; undefined means: as ourselves. */
export type Account = { uid: number; gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root, so root lends it another user: the one a cluster already belongs to, else
 * `postgres`, made when missing, else `nobody` where users cannot be made (a read-only system).
 */
export async function databaseAccount(cluster: string | undefined): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = cluster ? await stat(cluster).catch(() => undefined) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await idsOf('postgres')) ?? (await makeUser()) ?? (await idsOf('nobody')) ?? refuse();
}

async function idsOf(name: string): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([call('id', ['-u', name]), call('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function makeUser(): Promise<Account> {
  const shell = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'];
  await call('useradd', shell).catch(() =>
    call('adduser', ['-S', '-D', '-H', 'postgres']).catch(() => undefined),
  );
  return idsOf('postgres');
}

function refuse(): never {
  throw new Refusal(
    'PostgreSQL may not run as root, and no user "postgres" could be made for it. ' +
      'Start Tandem as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
