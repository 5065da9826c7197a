import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { newWriteKey, touchpointId } from '../touchpoints/testing.ts';
import { settle, settledDataDir } from './settled.ts';
import { fillDisk, mountSmallDisk, onDisk, unmount } from './small-disk.ts';
import { postmasterPid, removeDataDirs, startTandem, stopTandem, until } from './tandem.ts';

const disk = mountSmallDisk();

afterAll(async () => {
  await removeDataDirs();
  await unmount(disk);
});

async function ask<Row extends pg.QueryResultRow>(dataDir: string, text: string, values: unknown[] = []) {
  const client = new pg.Client(await findRunning(dataDir));
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Row>(text, values);
  await client.end();
  return rows;
}

/** Page views, one a call; what is acknowledged is remembered. */
async function visitors(dataDir: string, address: string) {
  const { key, start, hash } = newWriteKey();
  const sourceId = newId();
  await ask(
    dataDir,
    `insert into touchpoints.sources (id, kind, name, id_space, key_hash, key_start, created_at)
     values ($1, 'segment', 'Away', 'away', $2, $3, now())`,
    [sourceId, hash, start],
  );
  const acknowledged: string[] = [];
  const view = async (properties = {}) => {
    const messageId = newId();
    const body = JSON.stringify({ writeKey: key, messageId, anonymousId: 'browser-1', properties });
    const answer = await fetch(`${address}/v1/page`, { method: 'POST', body });
    if (answer.status === 200) acknowledged.push(touchpointId(sourceId, messageId));
    const problem =
      answer.status === 200 ? undefined : ((await answer.json()) as { title: string; detail: string });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), problem };
  };
  /** Of those, which are not there once all that was acknowledged is stored. */
  const missing = async () => {
    await until(
      async () => (await ask(dataDir, 'select from touchpoints.inbox limit 1')).length === 0,
      'the inbox',
    );
    const rows = await ask<{ id: string }>(dataDir, 'select id from touchpoints.touchpoints');
    const there = new Set(rows.map(({ id }) => id));
    return acknowledged.filter((id) => !there.has(id));
  };
  return { view, missing };
}

const away = {
  status: 503,
  retryAfter: '5',
  problem: expect.objectContaining({ title: 'Tandem is catching its breath' }),
};

test('while PostgreSQL is gone intake says 503 and when to come again, and goes on by itself', async () => {
  const dataDir = await settledDataDir();
  const tandem = await startTandem(dataDir);
  const { view, missing } = await visitors(dataDir, tandem.address);
  expect((await view()).status).toBe(200);
  process.kill(await postmasterPid(dataDir), 'SIGKILL');
  const during = await view();
  // It may be back already.
  expect([away, expect.objectContaining({ status: 200 })]).toContainEqual(during);
  await until(async () => (await view()).status === 200, 'intake again');
  await until(async () => Boolean(await findRunning(dataDir)), 'PostgreSQL');
  expect(await missing()).toEqual([]);
  expect(await stopTandem(tandem)).toBe(0);
});

test.skipIf(!disk)(
  'while the disk is full intake says so with 503, and goes on by itself once there is space (a small tmpfs; needs root)',
  async () => {
    const dataDir = settle(await onDisk(disk, 'intake'));
    const tandem = await startTandem(dataDir);
    const { view, missing } = await visitors(dataDir, tandem.address);
    expect((await view()).status).toBe(200);
    const filler = await fillDisk(disk);
    let refused: Awaited<ReturnType<typeof view>> | undefined;
    // What PostgreSQL has set aside takes some before it is full, too.
    for (let n = 0; n < 2_000 && !refused; n++) {
      const answer = await view({ text: newId().repeat(800) });
      if (answer.status !== 200) refused = answer;
    }
    expect(refused).toEqual(away);
    await rm(filler);
    await until(async () => (await view()).status === 200, 'intake again', 60_000);
    await until(async () => Boolean(await findRunning(dataDir)), 'PostgreSQL');
    expect(await missing()).toEqual([]);
    expect(await stopTandem(tandem)).toBe(0);
  },
);
