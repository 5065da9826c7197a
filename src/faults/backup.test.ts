import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { presentSchemas, readSequences, readTables } from '../platform/backup/catalog.ts';
import { tandemSchemas } from '../platform/backup/schemas.ts';
import { findRunning, startEmbedded } from '../platform/postgres/embedded.ts';
import { settledDataDir } from './settled.ts';
import {
  answers,
  launchTandem,
  newDataDir,
  removeDataDirs,
  startTandem,
  stopTandem,
  tandemSays,
} from './tandem.ts';

afterAll(removeDataDirs);

async function connectTo(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client(await findRunning(dataDir));
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Rows of every kind that is hard: long, odd characters, nulls, binary, json, a job that is running. */
async function fill(client: pg.Client): Promise<void> {
  await client.query(
    `insert into platform.events (id, name, subject_kind, subject_id, actor_kind, actor_name, payload)
     select gen_random_uuid(), 'thing.done', 'thing', gen_random_uuid(), 'system', E'tab\\t, "quote", \\\\., Łódź 🎈' || n,
            jsonb_build_object('n', n, 'text', repeat('long ', 50))
     from generate_series(1, 20000) n`,
  );
  await client.query(`insert into platform.subscriptions values ('reader', 7)`);
  await client.query(
    `with file as (insert into platform.files (id, name, media_type, owner_kind)
       values (gen_random_uuid(), E'a\\nb', 'text/plain', 'system') returning id)
     insert into platform.file_chunks select id, 0, decode(repeat('00ff5c0a', 100000), 'hex') from file`,
  );
  await client.query(
    `select graphile_worker.add_job('nobody.handlesThis', '{"a": 1}', run_at => now() + interval '1 day')`,
  );
}

/** Every table as one checksum of its rows, whatever order they lie in; and where the sequences stand. */
async function contents(client: pg.Client, leaveOut: string[] = []): Promise<Record<string, string>> {
  const schemas = await presentSchemas(client, await tandemSchemas());
  const found: Record<string, string> = {};
  for (const { name, columns } of await readTables(client, schemas)) {
    if (leaveOut.includes(name)) continue;
    const { rows } = await client.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum
       from (select ${columns.join(', ')} from ${name}) t`,
    );
    found[name] = rows[0]?.sum ?? '';
  }
  return { ...found, sequences: JSON.stringify(await readSequences(client, schemas)) };
}

/** Looked at before a Tandem starts there and goes on working. */
async function contentsAtRest(dataDir: string, leaveOut: string[]): Promise<Record<string, string>> {
  const embedded = await startEmbedded(dataDir, { what: 'test' }, () => undefined);
  const client = await connectTo(dataDir);
  const found = await contents(client, leaveOut);
  await client.end();
  await embedded.stop();
  return found;
}

describe('backup and restore', () => {
  test('a backup of a running Tandem, restored into an empty place, gives the same rows', async () => {
    const [from, to] = [await settledDataDir(), await newDataDir()];
    // Without jobs, so that only what this test does moves; the note that a Tandem is alive moves all the time.
    const tandem = await startTandem(from, { env: { ROLE: 'web' } });
    const moving = ['platform.installation'];
    const client = await connectTo(from);
    await fill(client);
    const file = join(from, 'backup.gz');
    const done = new AbortController();
    const writer = (async () => {
      while (!done.signal.aborted)
        await client.query('update platform.installation set last_seen_at = now()');
    })();
    const written = await tandemSays(['backup', file], from);
    done.abort();
    await writer;
    expect(written).toMatchObject({ code: 0 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await contents(client, moving);
    await client.end();
    await stopTandem(tandem);

    expect(await tandemSays(['restore', file], to)).toMatchObject({ code: 0 });
    expect(await readFile(join(to, 'secret'), 'utf8')).toBe(await readFile(join(from, 'secret'), 'utf8'));
    expect(await contentsAtRest(to, moving)).toEqual(before);
    const restored = await startTandem(to);
    expect(await answers(`${restored.address}/ready`)).toBe(true);
    await stopTandem(restored);

    const again = await tandemSays(['restore', file], to);
    expect(again).toMatchObject({
      code: 1,
      output: expect.stringContaining('only be restored into an empty place'),
    });
  });

  test('a torn or damaged file is recognised before anything is touched', async () => {
    const [from, to] = [await settledDataDir(), await newDataDir()];
    const file = join(from, 'backup.gz');
    await tandemSays(['backup', file], from);
    const whole = await readFile(file);
    const torn = join(to, 'torn.gz');
    for (const length of [0, 10, Math.floor(whole.length / 2), whole.length - 1]) {
      await writeFile(torn, whole.subarray(0, length));
      const said = await tandemSays(['restore', torn], to);
      expect(said).toMatchObject({ code: 1, output: expect.stringContaining('is not a whole backup') });
    }
    expect(await tandemSays(['restore', file], to)).toMatchObject({ code: 0 });
  });

  test('a restore that is killed leaves an empty place, and a second one works', async () => {
    const [from, to] = [await settledDataDir(), await newDataDir()];
    const tandem = await startTandem(from);
    const client = await connectTo(from);
    await fill(client);
    await client.end();
    const file = join(from, 'backup.gz');
    await tandemSays(['backup', file], from);
    await stopTandem(tandem);
    for (const milliseconds of [900, 1_500, 2_100]) {
      const restoring = launchTandem(to, {}, ['restore', file]);
      setTimeout(() => restoring.signal('SIGKILL'), milliseconds);
      if ((await restoring.ended) === 0) return;
    }
    expect(await tandemSays(['restore', file], to)).toMatchObject({ code: 0 });
  });
});
