import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { now } from '../clock.ts';
import { diskFull } from '../data-directory.ts';
import { errorCode, messageOf, Refusal } from '../refusal.ts';
import { version } from '../version.ts';
import { presentSchemas, readLastMigration, readPartitions, readSequences, readTables } from './catalog.ts';
import { selection } from './exceptions.ts';
import { frameWriter, type Manifest } from './format.ts';
import { tandemSchemas } from './schemas.ts';

type BackupOptions = {
  secret: string;
  /** Told of every finished table. */
  progress: (done: number, tables: number, table: string, rows: number) => void;
};

/** Writes everything into one file, as it was at one moment, while others go on working. */
export async function writeBackup(
  pool: pg.Pool,
  path: string,
  options: BackupOptions,
): Promise<{ rows: number }> {
  await refuseOverwriting(path);
  const partial = `${path}.partial`;
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const schemas = await presentSchemas(client, await tandemSchemas());
    if (schemas.length === 0)
      throw new Refusal('There is nothing to back up: Tandem has never been started on this database.');
    await rm(partial, { force: true });
    const rows = await writeAll(client, partial, schemas, options);
    await client.query('commit');
    await rename(partial, path);
    await syncDirectory(dirname(path));
    client.release();
    return { rows };
  } catch (error) {
    client.release(true);
    await rm(partial, { force: true }).catch(() => undefined);
    throw refusalOf(error, path);
  }
}

async function writeAll(
  client: pg.PoolClient,
  partial: string,
  schemas: string[],
  options: BackupOptions,
): Promise<number> {
  // Always a new file: the mode of one that is there already, or where a link leads, would be somebody else's choice.
  const file = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
  const gzip = createGzip({ level: 3 });
  const written = finished(gzip.pipe(file));
  // Waited for at the end; until then a failure shows in the writes.
  written.catch(() => undefined);
  const frames = frameWriter(gzip, file);
  const manifest = await describe(client, schemas, options.secret);
  await frames.manifest(manifest);
  const rows: Record<string, number> = {};
  for (const [index, { name, columns }] of manifest.tables.entries()) {
    const stream = client.query(copyTo(`copy (${selection(name, columns)}) to stdout`));
    for await (const chunk of stream) await frames.rows(name, chunk as Buffer);
    rows[name] = stream.rowCount;
    options.progress(index + 1, manifest.tables.length, name, rows[name]);
  }
  frames.end({ rows, sequences: await readSequences(client, schemas) });
  await written;
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}

async function describe(client: pg.PoolClient, schemas: string[], secret: string): Promise<Manifest> {
  return {
    format: 1,
    tandem: version,
    createdAt: now().toISOString(),
    lastMigration: await readLastMigration(client),
    secret,
    tables: await readTables(client, schemas),
    partitions: await readPartitions(client, schemas),
  };
}

async function refuseOverwriting(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (there) throw new Refusal(`${path} is there already and was left as it is. Choose another name.`);
}

/** A renamed file survives a power cut only once its directory is on the disk too. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory);
  await handle.sync();
  await handle.close();
}

function refusalOf(error: unknown, path: string): unknown {
  if (error instanceof Refusal) return error;
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path);
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR')
    return new Refusal(
      `${path} cannot be written (${messageOf(error)}). Choose a file in a directory you may write to.`,
    );
  return error;
}
