import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../platform/ids.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { newWriteKey, touchpointId } from '../touchpoints/testing.ts';
import { dice } from './dice.ts';
import { settledDataDir } from './settled.ts';
import {
  answers,
  postmasterPid,
  removeDataDirs,
  startTandem,
  stopTandem,
  until,
  type Tandem,
} from './tandem.ts';

afterAll(removeDataDirs);

const SEED = 20_261_123;
const ROUNDS = 26;
const SENDERS = 6;
const BROWSERS = 5;

type Victim = 'web' | 'postgres' | 'house';

/** One that serves web beside one that has everything, its own PostgreSQL too: any of them can be killed. */
async function openHouse() {
  const dataDir = await settledDataDir();
  let house = await startTandem(dataDir);
  let web = await startTandem(dataDir, { env: { ROLE: 'web' } });
  const stopped = async ({ signal, ended }: Tandem) => {
    signal('SIGKILL');
    await ended;
  };
  const kill: Record<Victim, () => Promise<void>> = {
    async web() {
      await stopped(web);
      // It may be on its way up again from the round before.
      await until(async () => Boolean(await findRunning(dataDir)), 'PostgreSQL');
      web = await startTandem(dataDir, { env: { ROLE: 'web' } });
    },
    async postgres() {
      // Killed a moment ago, it may not be back yet.
      await until(async () => Boolean(await findRunning(dataDir)), 'PostgreSQL');
      process.kill(await postmasterPid(dataDir), 'SIGKILL');
    },
    async house() {
      const postmaster = await postmasterPid(dataDir);
      await Promise.all([stopped(house), stopped(web)]);
      process.kill(postmaster, 'SIGKILL');
      house = await startTandem(dataDir);
      web = await startTandem(dataDir, { env: { ROLE: 'web' } });
    },
  };
  return {
    dataDir,
    kill,
    address: () => web.address,
    stop: async () => [await stopTandem(web), await stopTandem(house)],
  };
}

async function ask<Row extends pg.QueryResultRow>(dataDir: string, text: string, values: unknown[] = []) {
  const client = new pg.Client(await findRunning(dataDir));
  await client.connect();
  const { rows } = await client.query<Row>(text, values);
  await client.end();
  return rows;
}

async function makeSource(dataDir: string) {
  const { key, start, hash } = newWriteKey();
  const id = newId();
  await ask(
    dataDir,
    `insert into touchpoints.sources (id, kind, name, id_space, key_hash, key_start, created_at)
     values ($1, 'segment', 'Kill', 'kill', $2, $3, now())`,
    [id, hash, start],
  );
  return { id, key };
}

/** Sends batch after batch, each again and again until it is acknowledged, as Segment's libraries do. */
function startSenders(address: () => string, writeKey: string, random: () => number) {
  const acknowledged = new Set<string>();
  const odd: string[] = [];
  const state = { sending: true };
  const post = async (body: string) => {
    try {
      const options = { method: 'POST', body, signal: AbortSignal.timeout(10_000) };
      const answer = await fetch(`${address()}/v1/batch`, options);
      if (answer.status === 503 && answer.headers.get('retry-after')) return false;
      if (answer.status !== 200) odd.push(`${answer.status} ${await answer.text()}`);
      return answer.status === 200;
    } catch {
      return false;
    }
  };
  const send = async (sender: number) => {
    for (let n = 0; state.sending; n++) {
      const batch = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, place) => ({
        type: place === 3 ? 'identify' : 'page',
        messageId: `${sender}-${n}-${place}`,
        anonymousId: `browser-${(sender + n) % BROWSERS}`,
        timestamp: new Date(Date.UTC(2026, 10, 1, sender, n % 60, place)),
      }));
      const body = JSON.stringify({ writeKey, batch });
      while (!(await post(body))) await wait(20);
      for (const { messageId } of batch) acknowledged.add(messageId);
    }
  };
  const sending = Array.from({ length: SENDERS }, (_, sender) => send(sender));
  const stop = async () => {
    state.sending = false;
    await Promise.all(sending);
  };
  return { acknowledged, odd, stop };
}

test(`kill -9 of web, PostgreSQL and all at ${ROUNDS} random moments of intake: what was acknowledged is there exactly once`, async () => {
  const random = dice(SEED);
  const { dataDir, kill, address, stop } = await openHouse();
  const source = await makeSource(dataDir);
  const senders = startSenders(address, source.key, random);
  await until(() => senders.acknowledged.size > 0, 'the first acknowledgement');
  for (let round = 0; round < ROUNDS; round++) {
    const victim: Victim = round % 7 === 6 ? 'house' : random() < 0.5 ? 'web' : 'postgres';
    await wait(random() * 250);
    await kill[victim]();
    const before = senders.acknowledged.size;
    await until(
      () => senders.acknowledged.size > before + 10,
      `intake after round ${round}, ${victim}`,
      60_000,
    );
  }
  await senders.stop();
  expect(senders.odd).toEqual([]);
  await until(
    async () => (await ask(dataDir, 'select from touchpoints.inbox limit 1')).length === 0,
    'the inbox',
  );

  const stored = await ask<{ id: string }>(
    dataDir,
    'select id from touchpoints.touchpoints where source_id = $1',
    [source.id],
  );
  const expected = [...senders.acknowledged].map((messageId) => touchpointId(source.id, messageId));
  expect(stored.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  const [sums] = await ask<{ touches: number; added: number; counted: number; whole: boolean }>(
    dataDir,
    `select (select count(*)::int from touchpoints.touchpoints where kind = 'page_view') as touches,
      (select sum(touch_count)::int from touchpoints.activity) as added,
      sum(stored)::int as counted, sum(seen) = sum(stored + duplicate + skipped + bot) as whole
     from touchpoints.source_days where source_id = $1`,
    [source.id],
  );
  expect(sums?.added).toBe(sums?.touches);
  expect([sums?.counted, sums?.whole]).toEqual([expected.length, true]);
  const [people] = await ask<{ contacts: number }>(
    dataDir,
    'select count(*)::int as contacts from audience.contacts',
  );
  expect(people?.contacts).toBe(BROWSERS);
  expect(await answers(`${address()}/ready`)).toBe(true);
  expect(await stop()).toEqual([0, 0]);
}, 400_000);
