import { chmod, chown, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../platform/free-port.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { throwawayPostgres } from '../platform/testing/postgres.ts';
import { startOldPostgres } from './old-postgres.ts';
import { settledDataDir } from './settled.ts';
import { newDataDir, removeDataDirs, startTandem, stopTandem, tandemSays, type Tandem } from './tandem.ts';

afterAll(removeDataDirs);

const asRoot = process.getuid?.() === 0;

describe('what cannot work is said in a sentence', () => {
  test('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const said = await tandemSays(['start'], await newDataDir(), { env: { PORT: String(port) } });
    server.close();
    expect(said.code).toBe(1);
    expect(said.output).toContain(
      `Port ${port} on 127.0.0.1 is taken by another program. Nothing was changed.`,
    );
    expect(said.output).toContain(`PORT=${port + 1} npm start`);
  });

  test('a data directory that is not writable', async () => {
    const dataDir = await newDataDir();
    await chmod(dataDir, 0o555);
    if (asRoot) await chown(dataDir, 0, 0);
    const said = await tandemSays(['start'], dataDir, asRoot ? { uid: 65_534 } : {});
    await chmod(dataDir, 0o755);
    expect(said.code).toBe(1);
    expect(said.output).toContain(`The data directory ${dataDir} is not writable for the user`);
  });

  test('a data directory that is a file', async () => {
    const file = join(await newDataDir(), 'file');
    await writeFile(file, '');
    const said = await tandemSays(['start'], file);
    expect(said).toEqual({ code: 1, output: expect.stringContaining('is not a directory') });
  });

  test('settings of the wrong kind: a sentence for each', async () => {
    const env = {
      PORT: 'many',
      ROLE: 'king',
      OWNER_EMAIL: 'me@example.com',
      SECRET: 'short',
      DATABASE_URL: 'mysql://x',
    };
    const said = await tandemSays(['start'], await newDataDir(), { env });
    expect(said.code).toBe(2);
    expect(said.output.trim().split('\n')).toEqual([
      'PORT must be a whole number from 1 to 65535, but it is "many".',
      'DATABASE_URL must be a PostgreSQL address such as postgres://user:password@host:5432/database.',
      'SECRET must have at least 32 characters (openssl rand -hex 32 makes one).',
      'ROLE must be all, web or worker, but it is "king".',
      'OWNER_EMAIL and OWNER_PASSWORD belong together, but OWNER_PASSWORD is not set.',
    ]);
  });
});

describe('a DATABASE_URL that leads nowhere', () => {
  let server: Awaited<ReturnType<typeof throwawayPostgres>>;
  beforeAll(async () => {
    server = await throwawayPostgres();
  });
  afterAll(() => server.stop());

  test('nothing answers there', async () => {
    const port = await freePort();
    const said = await start(`postgres://me:x@127.0.0.1:${port}/tandem`);
    expect(said.code).toBe(5);
    expect(said.output).toContain(
      `No database answers at 127.0.0.1:${port} (ECONNREFUSED). Start it, or correct`,
    );
  });

  test('no such machine', async () => {
    const said = await start('postgres://me:x@no-such-machine.invalid/tandem');
    expect(said).toEqual({ code: 5, output: expect.stringContaining('no machine is called') });
  });

  test('a wrong password', async () => {
    const url = new URL(server.url);
    url.password = 'wrong';
    const said = await start(url.href);
    expect(said).toEqual({
      code: 5,
      output: expect.stringContaining('does not let "tandem" in. Correct the user or password'),
    });
  });

  test('no such database', async () => {
    const url = new URL(server.url);
    url.pathname = '/nowhere';
    const said = await start(url.href);
    expect(said).toEqual({ code: 5, output: expect.stringContaining('There is no database "nowhere"') });
  });

  test('a PostgreSQL that is too old', async () => {
    const old = await startOldPostgres('140011');
    const said = await start(`postgres://me:x@127.0.0.1:${old.port}/tandem`);
    old.stop();
    expect(said).toEqual({
      code: 5,
      output: expect.stringContaining('is PostgreSQL 14; Tandem needs 15 or newer'),
    });
  });
});

describe('a database that this Tandem should not touch, or not silently', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await settledDataDir();
    // The first start makes the database remember the secret.
    await stopTandem(await startTandem(dataDir));
  });

  test('another SECRET is refused, and can be accepted', async () => {
    const env = { SECRET: 'x'.repeat(32) };
    const said = await tandemSays(['start'], dataDir, { env });
    expect(said.code).toBe(6);
    expect(said.output).toContain('SECRET is not the one this database was set up with.');
    const doctor = await tandemSays(['doctor'], dataDir, { env });
    expect(doctor).toEqual({ code: 1, output: expect.stringMatching(/fail\s+secret/) });

    const reset = await tandemSays(['secret', 'reset'], dataDir, { env });
    expect(reset).toEqual({ code: 0, output: expect.stringContaining('The present SECRET is accepted.') });
    expect(await stopTandem(await startTandem(dataDir, { env }))).toBe(0);
    await tandemSays(['secret', 'reset'], dataDir);
  });

  test('a clock that is far off is said loudly, and nothing is refused', async () => {
    const first = await startTandem(dataDir);
    await sqlOn(dataDir, `update platform.installation set last_seen_at = now() + interval '2 hours'`);
    first.signal('SIGKILL');
    await first.ended;
    const doctor = await tandemSays(['doctor'], dataDir);
    expect(doctor).toEqual({
      code: 0,
      output: expect.stringMatching(/warn\s+clock\s+The clock looks wrong/),
    });
    const tandem: Tandem = await startTandem(dataDir);
    expect(tandem.output()).toContain('The clock looks wrong');
    await stopTandem(tandem);
  });

  test('a newer schema is refused', async () => {
    const tandem = await startTandem(dataDir);
    await sqlOn(dataDir, `insert into platform.migrations (name) values ('2999-01-01-0000-platform-future')`);
    await stopTandem(tandem);
    const said = await tandemSays(['start'], dataDir);
    expect(said.code).toBe(4);
    expect(said.output).toContain('This database was last used by a newer Tandem');
  });
});

async function start(url: string) {
  return tandemSays(['start'], await newDataDir(), { env: { DATABASE_URL: url } });
}

async function sqlOn(dataDir: string, statement: string): Promise<void> {
  const client = new pg.Client(await findRunning(dataDir));
  await client.connect();
  await client.query(statement);
  await client.end();
}
