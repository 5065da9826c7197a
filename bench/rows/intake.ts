import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { stopTandem } from '../../src/faults/tandem.ts';
import { newId } from '../../src/platform/ids.ts';
import { findRunning } from '../../src/platform/postgres/embedded.ts';
import { newWriteKey } from '../../src/touchpoints/source.ts';
import { inTurns, type Row } from '../frame.ts';
import { place, timeStart } from '../place.ts';
import { postAll } from '../posts.ts';

const ROUNDS = 3;
const BATCHES = 1_000;
const BATCH = 100;
const BATCH_CONNECTIONS = 8;
const SINGLES = 12_000;
const SINGLE_CONNECTIONS = 64;
/** Page views of one visit follow each other; every tenth visitor is new. */
const VIEWS_A_VISIT = 5;
const SECONDS_A_VIEW = 20;
const REGULARS = 5_000;

/** Touchpoints over HTTP, identity, duplicates, sums and events included, against the plainest way to store the same. */
export const intake: Row = {
  name: 'intake',
  async measure(say) {
    const { dataDir } = await place(say);
    const { tandem } = await timeStart(dataDir);
    const pool = new pg.Pool({ connectionString: (await findRunning(dataDir)) ?? '', max: 2 });
    const source = await makeSource(pool);
    const rival = await startRival(pool.options.connectionString ?? '');
    const { batches, singles, acknowledged } = sendersTo(tandem.address, source, pool);
    say('warming both up …');
    await batches();
    await singles();
    await singles(rival.address);
    // As after a day of running: autovacuum has not come round within these seconds.
    await pool.query('analyze');
    say(`${ROUNDS} rounds of ${BATCHES} batches against COPY …`);
    const together = await inTurns(ROUNDS, batches, () => copyAgain(pool, source.id));
    say(`${ROUNDS} rounds of ${SINGLES} single events against one INSERT each …`);
    const alone = await inTurns(
      ROUNDS,
      () => singles(),
      () => singles(rival.address),
    );
    await rival.stop();
    await expectStored(pool, source.id);
    await pool.end();
    await stopTandem(tandem);
    return [
      {
        what: `intake over HTTP, batches of ${BATCH}`,
        ours: `${together.ours.toFixed(0)} touchpoints/s`,
        against: `${together.against.toFixed(0)} rows/s, COPY of the same rows`,
        value: together.ratio,
        unit: 'ratio',
        target: { atLeast: 0.25 },
        notes: [
          `${BATCH_CONNECTIONS} connections, ${VIEWS_A_VISIT} views a visit, every tenth visitor new`,
          `acknowledged: ${acknowledged.batches.toFixed(0)} touchpoints/s in the last round`,
        ],
      },
      {
        what: `intake of single events, ${SINGLE_CONNECTIONS} connections`,
        ours: `${alone.ours.toFixed(0)} requests/s`,
        against: `${alone.against.toFixed(0)} requests/s, one INSERT each`,
        value: alone.ratio,
        unit: 'ratio',
        target: { atLeast: 2 },
        notes: [`acknowledged: ${acknowledged.singles.toFixed(0)} requests/s in the last round`],
      },
    ];
  },
};

function sendersTo(address: string, source: { key: string }, pool: pg.Pool) {
  const acknowledged = { batches: 0, singles: 0 };
  /** Until all is stored, added up and scored: an answer says only that it is on disk. */
  const batches = async () => {
    const bodies = batchesFor(source.key);
    const began = performance.now();
    acknowledged.batches =
      (BATCHES * BATCH) / (await postAll(`${address}/v1/batch`, bodies, BATCH_CONNECTIONS));
    await allStored(pool);
    return (BATCHES * BATCH * 1_000) / (performance.now() - began);
  };
  const singles = async (to = address) => {
    const bodies = viewsOf(SINGLES).map((view) => JSON.stringify({ ...view, writeKey: source.key }));
    const began = performance.now();
    const seconds = await postAll(`${to}/v1/page`, bodies, SINGLE_CONNECTIONS);
    if (to === address) acknowledged.singles = SINGLES / seconds;
    await allStored(pool);
    return (SINGLES * 1_000) / (performance.now() - began);
  };
  return { batches, singles, acknowledged };
}

async function makeSource(pool: pg.Pool): Promise<{ id: string; key: string }> {
  const { key, start, hash } = newWriteKey();
  const id = newId();
  await pool.query(
    `insert into touchpoints.sources (id, kind, name, id_space, key_hash, key_start, created_at)
     values ($1, 'segment', 'Benchmark', 'bench', $2, $3, now())`,
    [id, hash, start],
  );
  return { id, key };
}

function batchesFor(writeKey: string): string[] {
  const views = viewsOf(BATCHES * BATCH);
  return Array.from({ length: BATCHES }, (_, n) =>
    JSON.stringify({ writeKey, sentAt: new Date(), batch: views.slice(n * BATCH, (n + 1) * BATCH) }),
  );
}

let visits = 0;

function viewsOf(count: number) {
  return Array.from({ length: count }, (_, n) => {
    if (n % VIEWS_A_VISIT === 0) visits += 1;
    return {
      type: 'page',
      messageId: newId(),
      anonymousId: visits % 10 === 0 ? `new-${visits}` : `regular-${(visits * 7_919) % REGULARS}`,
      // As people read: five pages within a second would be a machine's.
      timestamp: new Date(Date.now() - (VIEWS_A_VISIT - (n % VIEWS_A_VISIT)) * SECONDS_A_VIEW * 1_000),
      context: { page: { referrer: 'https://www.google.com/', title: 'Hair care for salons' } },
      properties: { url: `https://shop.example/products/${n % 97}?utm_medium=cpc&utm_campaign=spring` },
    };
  });
}

async function allStored(pool: pg.Pool): Promise<void> {
  const isEmpty = async () => {
    const { rows } = await pool.query<{ empty: boolean }>(
      'select not exists (select from touchpoints.inbox) as empty',
    );
    return rows[0]?.empty;
  };
  while (!(await isEmpty())) await pause(5);
}

/** What was kept apart or skipped would be cheap, and no measure of storing. */
async function expectStored(pool: pg.Pool, sourceId: string): Promise<void> {
  const { rows } = await pool.query<{ stored: boolean }>(
    'select sum(stored) = sum(seen) as stored from touchpoints.source_days where source_id = $1',
    [sourceId],
  );
  if (!rows[0]?.stored) throw new Error('Not all that was sent was stored: the numbers mean nothing.');
}

/** COPY of as many of those rows into the same table, after the table has been rid of them; rows a second. */
async function copyAgain(pool: pg.Pool, sourceId: string): Promise<number> {
  const client = await pool.connect();
  const rows = `select * from touchpoints.touchpoints where source_id = '${sourceId}' order by received_at desc limit ${BATCHES * BATCH}`;
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`copy (${rows}) to stdout`))) chunks.push(chunk as Buffer);
  await client.query(`delete from touchpoints.touchpoints where (contact_id, occurred_at, id) in
    (select contact_id, occurred_at, id from (${rows}) as gone)`);
  const began = performance.now();
  const stream = client.query(copyFrom('copy touchpoints.touchpoints from stdin'));
  for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain');
  stream.end();
  await finished(stream);
  const seconds = (performance.now() - began) / 1_000;
  client.release();
  return stream.rowCount / seconds;
}

async function startRival(url: string) {
  const file = fileURLToPath(new URL('../insert-server.ts', import.meta.url));
  const env = { ...process.env, BENCH_DATABASE_URL: url };
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async () => {
    child.kill();
    await once(child, 'close');
  };
  return { address: `http://127.0.0.1:${port.toString().trim()}`, stop };
}
