import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { migrateTo, migrationNames } from '../migrations.ts';
import { exitCodes, messageOf, Refusal } from '../refusal.ts';
import { readFrames, type End, type Manifest } from './format.ts';
import { rebuildRules, setAsideRules } from './rules.ts';

type RestoreOptions = {
  progress: (rows: number, of: number) => void;
  /** Called in the restoring transaction, before it ends. */
  keepSecret: (secret: string) => Promise<void>;
};

/**
 * Brings a backup into a place where no Tandem has been started yet. All rows come in one transaction: killed in
 * the middle, the place is as unused as before and can be restored into again.
 */
export async function restoreBackup(pool: pg.Pool, path: string, options: RestoreOptions): Promise<Manifest> {
  const { manifest, end } = await verify(path);
  await refuseNewer(manifest);
  await refuseUsedPlace(pool);
  await migrateTo(pool, manifest.lastMigration);
  const client = await pool.connect();
  try {
    await client.query('begin');
    // A Tandem that starts meanwhile waits here, and then finds the place in use.
    await client.query('lock table platform.installation in access exclusive mode');
    await refuseUsedPlace(client);
    await fill(client, path, { manifest, end }, options);
    await options.keepSecret(manifest.secret);
    await client.query('commit');
    client.release();
    return manifest;
  } catch (error) {
    client.release(true);
    throw error instanceof Refusal ? error : unfinished(error);
  }
}

function unfinished(error: unknown): Refusal {
  const said = `The backup could not be restored: ${messageOf(error)}. No row was kept, so the place is still empty.`;
  return new Refusal(`${said} Remove the cause, then restore again.`, exitCodes.failed, { cause: error });
}

/** Reads the whole file before anything is touched. */
async function verify(path: string): Promise<{ manifest: Manifest; end: End }> {
  await access(path).catch(() => {
    throw new Refusal(`There is no file ${path} that could be read. Nothing was changed.`);
  });
  let manifest: Manifest | undefined;
  let end: End | undefined;
  for await (const { frame } of readFrames(path)) {
    if (frame.kind === 'manifest') manifest = frame.manifest;
    if (frame.kind === 'end') end = frame.end;
  }
  if (!manifest || !end) throw new Refusal(`${path} is not a Tandem backup. Nothing was changed.`);
  return { manifest, end };
}

async function refuseNewer(manifest: Manifest): Promise<void> {
  if (manifest.format === 1 && (await migrationNames()).includes(manifest.lastMigration)) return;
  throw new Refusal(
    `This backup was made by a newer Tandem (${manifest.tandem}, migration "${manifest.lastMigration}"). ` +
      'Nothing was changed. Restore it with that version or a newer one.',
    exitCodes.schemaTooNew,
  );
}

async function refuseUsedPlace(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const found = await client.query<{ there: boolean }>(
    `select to_regclass('platform.installation') is not null as there`,
  );
  if (!found.rows[0]?.there) return;
  const { rowCount } = await client.query('select 1 from platform.installation');
  if (rowCount === 0) return;
  throw new Refusal(
    'A backup can only be restored into an empty place, and a Tandem has been started here. Nothing was changed. ' +
      'Set DATA_DIR to a new directory (or DATABASE_URL to a new database) and restore there.',
  );
}

async function fill(
  client: pg.PoolClient,
  path: string,
  { manifest, end }: { manifest: Manifest; end: End },
  options: RestoreOptions,
): Promise<void> {
  for (const { name, parent, bound } of manifest.partitions) {
    await client.query(`create table if not exists ${name} partition of ${parent} ${bound}`);
  }
  const tables = manifest.tables.map(({ name }) => name);
  const rules = await setAsideRules(client, tables);
  if (tables.length > 0) await client.query(`truncate ${tables.join(', ')}`);
  await copyRows(client, path, { manifest, end }, options);
  await rebuildRules(client, rules);
  for (const [name, { value, called }] of Object.entries(end.sequences)) {
    await client.query('select setval($1::regclass, $2, $3)', [name, value, called]);
  }
}

async function copyRows(
  client: pg.PoolClient,
  path: string,
  { manifest, end }: { manifest: Manifest; end: End },
  options: RestoreOptions,
): Promise<void> {
  const total = Object.values(end.rows).reduce((sum, count) => sum + count, 0);
  let done = 0;
  let current: { table: string; stream: CopyStreamQuery } | undefined;
  const finish = async () => {
    if (!current) return;
    current.stream.end();
    await finished(current.stream);
    done += current.stream.rowCount;
    options.progress(done, total);
  };
  for await (const { frame, payload } of readFrames(path)) {
    if (frame.kind !== 'rows') continue;
    if (current?.table !== frame.table) {
      await finish();
      current = { table: frame.table, stream: openCopy(client, manifest, frame.table) };
    }
    // Copied: the frame is a window on a buffer that the reader goes on to use.
    if (!current.stream.write(Buffer.from(payload))) await once(current.stream, 'drain');
  }
  await finish();
  if (done !== total) throw new Error(`${done} rows of ${total} arrived.`);
}

function openCopy(client: pg.PoolClient, manifest: Manifest, name: string): CopyStreamQuery {
  const columns = manifest.tables.find((table) => table.name === name)?.columns ?? [];
  return client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`));
}
