import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../platform/free-port.ts';
import { databaseAccount, type Account } from '../platform/postgres/account.ts';
import { answers, newDataDir, removeDataDirs, startTandem, stopTandem, tandemSays, until } from './tandem.ts';

const bin = '/usr/lib/postgresql/15/bin';
const missing = !existsSync(join(bin, 'initdb'));

describe.skipIf(missing)(`a PostgreSQL 15 of one's own (${missing ? `${bin} is not there` : bin})`, () => {
  const directory = mkdtempSync(join(tmpdir(), 'tandem-postgres15-'));
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const account = await databaseAccount(undefined);
    const port = await freePort();
    initialise(directory, account);
    server = spawn(
      join(bin, 'postgres'),
      ['-D', join(directory, 'pg'), '-p', String(port), '-k', directory],
      {
        ...account,
        cwd: '/',
        stdio: 'ignore',
      },
    );
    const admin = `postgres://owner@127.0.0.1:${port}/postgres`;
    await until(() => run(admin, 'select 1'), 'PostgreSQL 15');
    // As it is elsewhere: the user owns the database and is no superuser.
    await run(admin, 'create role tandem login');
    for (const name of ['tandem', 'restored']) await run(admin, `create database ${name} owner tandem`);
    url = `postgres://tandem@127.0.0.1:${port}/tandem`;
  });

  afterAll(async () => {
    await removeDataDirs();
    server?.kill('SIGINT');
    await new Promise((resolve) => server?.once('exit', resolve));
    await rm(directory, { recursive: true, force: true });
  });

  test('is migrated, and carries two processes at once', async () => {
    const env = { DATABASE_URL: url };
    const dataDir = await newDataDir();
    expect(await tandemSays(['migrate'], dataDir, { env })).toMatchObject({ code: 0 });
    const web = await startTandem(dataDir, { env: { ...env, ROLE: 'web' } });
    const all = await startTandem(dataDir, { env });
    expect(await answers(`${web.address}/ready`)).toBe(true);
    expect(await answers(`${all.address}/ready`)).toBe(true);
    expect(await stopTandem(web)).toBe(0);
    expect(await stopTandem(all)).toBe(0);
  });

  test('is backed up and restored without a superuser', async () => {
    const dataDir = await newDataDir();
    const file = join(dataDir, 'backup.gz');
    await run(
      url,
      `insert into platform.events (id, name, subject_kind, subject_id, actor_kind, actor_name)
                    values (gen_random_uuid(), 'thing.done', 'thing', gen_random_uuid(), 'system', 'Tandem')`,
    );
    const events = await count(url);
    expect(await tandemSays(['backup', file], dataDir, { env: { DATABASE_URL: url } })).toMatchObject({
      code: 0,
    });
    const other = url.replace(/tandem$/, 'restored');
    expect(await tandemSays(['restore', file], dataDir, { env: { DATABASE_URL: other } })).toMatchObject({
      code: 0,
    });
    expect(await count(other)).toBe(events);
  });
});

function initialise(directory: string, account: Account): void {
  const cluster = join(directory, 'pg');
  mkdirSync(cluster, { mode: 0o700 });
  if (account) for (const path of [directory, cluster]) chownSync(path, account.uid, account.gid);
  const words = [
    '-D',
    cluster,
    '-U',
    'owner',
    '--auth',
    'trust',
    '--encoding',
    'UTF8',
    '--locale',
    'C',
    '--no-sync',
  ];
  execFileSync(join(bin, 'initdb'), words, { ...account, cwd: '/', stdio: 'ignore' });
}

async function run(url: string, statement: string): Promise<boolean> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    await client.query(statement);
    return true;
  } catch (error) {
    if (statement !== 'select 1') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function count(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ count: string }>('select count(*) from platform.events');
  await client.end();
  return Number(rows[0]?.count);
}
