import pg from 'pg';
import { stopTandem } from '../../src/faults/tandem.ts';
import { newId } from '../../src/platform/ids.ts';
import { findRunning } from '../../src/platform/postgres/embedded.ts';
import { newWriteKey } from '../../src/touchpoints/source.ts';
import { quantile, type Row } from '../frame.ts';
import { place, timeStart } from '../place.ts';

const SECONDS = Number(process.env['SECONDS'] ?? 30);
const TOUCHPOINTS_A_SECOND = 500;
const BATCH = 10;
/** Of fifty requests a second, ten make somebody hot. */
const HOT_EVERY = 5;
const REPS = 20;
/** What was sent last is given this long to arrive. */
const PATIENCE_MS = 15_000;

/** From a touchpoint on its way in to the hand-off it makes on the rep's open page, under load. */
export const handoff: Row = {
  name: 'handoff',
  async measure(say) {
    const { dataDir, key } = await place(say);
    const { tandem } = await timeStart(dataDir);
    const pool = new pg.Pool({ connectionString: (await findRunning(dataDir)) ?? '', max: 2 });
    const source = await prepare(pool);
    const requests = (SECONDS * TOUCHPOINTS_A_SECOND) / BATCH;
    const post = (batch: object[]) => postBatch(tandem.address, source, batch);
    say('making the people who will become hot …');
    await post(people(Math.ceil(requests / HOT_EVERY)));
    await pool.query('analyze');
    const screen = await openScreen(tandem.address, key);
    say(`${TOUCHPOINTS_A_SECOND} touchpoints a second for ${SECONDS} s …`);
    const { sentAt, seconds } = await pace(requests, post);
    await settled(() => screen.seen.size >= sentAt.size);
    const times = await latencies(pool, sentAt, screen.seen);
    const routing = await routingTimes(pool);
    screen.close();
    await pool.end();
    await stopTandem(tandem);
    if (times.length < sentAt.size) throw new Error(`${sentAt.size - times.length} hand-offs were not seen.`);
    return [
      {
        what: `touchpoint to hand-off on the rep's screen at ${TOUCHPOINTS_A_SECOND} touchpoints/s, p95`,
        ours: `median ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms`,
        value: quantile(times, 0.95),
        unit: 'ms',
        target: { atMost: 1_000 },
        notes: [
          `${times.length} hand-offs among ${(requests * BATCH).toLocaleString('en-GB')} touchpoints sent in ${seconds.toFixed(1)} s`,
          'scored, opened, briefed, routed among 20 reps and told to an open page, all of it',
          `of that, from the opening to the rep: median ${quantile(routing, 0.5).toFixed(0)} ms, p95 ${quantile(routing, 0.95).toFixed(0)} ms`,
        ],
      },
    ];
  },
};

async function prepare(pool: pg.Pool): Promise<string> {
  const { key, start, hash } = newWriteKey();
  await pool.query(
    `insert into touchpoints.sources (id, kind, name, id_space, key_hash, key_start, created_at)
     values ($1, 'segment', 'Hand-offs', 'handoff', $2, $3, now())`,
    [newId(), hash, start],
  );
  await pool.query(
    `with reps as (
       insert into workspace.users (id, name, email, role, email_verified)
       select gen_random_uuid(), 'Rep ' || n, 'rep' || n || '@bench.example', 'rep', true
       from generate_series(1, ${REPS}) as n returning id)
     insert into handoff.reps (user_id, capacity, updated_at) select id, 1000, now() from reps`,
  );
  return key;
}

function people(count: number): object[] {
  return Array.from({ length: count }, (_, n) => ({
    type: 'identify',
    messageId: newId(),
    userId: `hot-${n}`,
    traits: { email: `hot-${n}@bench.example`, firstName: 'Hot', lastName: `Number ${n}` },
  }));
}

/** Two visits of a rep are what the usual model holds to be hot; the rest is reading. */
function batchOf(request: number): object[] {
  const hot = request % HOT_EVERY === 0;
  const userId = `hot-${request / HOT_EVERY}`;
  return Array.from({ length: BATCH }, (_, n) =>
    hot && n < 2
      ? { type: 'track', messageId: newId(), userId, event: n === 0 ? 'Meeting' : 'Visit' }
      : {
          type: 'page',
          messageId: newId(),
          anonymousId: `reader-${(request * 7_919 + n * 104_729) % 5_000}`,
          context: { page: { title: 'Hair care for salons' } },
          properties: { url: `https://shop.example/products/${n}` },
        },
  );
}

async function pace(requests: number, post: (batch: object[]) => Promise<void>) {
  const sentAt = new Map<string, number>();
  const running: Promise<void>[] = [];
  const began = performance.now();
  for (let request = 0; request < requests; request++) {
    const due = began + (request * BATCH * 1_000) / TOUCHPOINTS_A_SECOND;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    // From when it was due, not from when we came to it: a slow answer must not hide what waits behind it.
    if (request % HOT_EVERY === 0) sentAt.set(`hot-${request / HOT_EVERY}@bench.example`, due);
    running.push(post(batchOf(request)));
  }
  await Promise.all(running);
  return { sentAt, seconds: (performance.now() - began) / 1_000 };
}

async function postBatch(address: string, writeKey: string, batch: object[]): Promise<void> {
  const answer = await fetch(`${address}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ writeKey, batch }),
  });
  if (!answer.ok) throw new Error(`A batch was answered with ${answer.status}: ${await answer.text()}`);
}

/** An open page: the live stream, and when each hand-off was assigned on it. */
async function openScreen(address: string, key: string) {
  const stop = new AbortController();
  const answer = await fetch(`${address}/api/live`, { headers: { 'x-api-key': key }, signal: stop.signal });
  const seen = new Map<string, number>();
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      const at = performance.now();
      for (const line of lines) {
        if (!line.includes('handoff.assigned')) continue;
        const id = /"subject":\{"kind":"handoff","id":"([^"]+)"/.exec(line)?.[1];
        if (id && !seen.has(id)) seen.set(id, at);
      }
    }
  };
  void read().catch(() => undefined);
  return { seen, close: () => stop.abort() };
}

async function settled(isThere: () => boolean): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!isThere() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function routingTimes(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from a.occurred_at - o.occurred_at)::float8 * 1000 as ms
     from platform.events as o join platform.events as a using (subject_kind, subject_id)
     where o.name = 'handoff.opened' and a.name = 'handoff.assigned'`,
  );
  return rows.map(({ ms }) => ms);
}

async function latencies(
  pool: pg.Pool,
  sentAt: ReadonlyMap<string, number>,
  seen: ReadonlyMap<string, number>,
): Promise<number[]> {
  const { rows } = await pool.query<{ id: string; email: string }>(
    'select h.id, c.email from handoff.handoffs as h join audience.contacts as c on c.id = h.contact_id',
  );
  return rows.flatMap(({ id, email }) => {
    const [sent, shown] = [sentAt.get(email), seen.get(id)];
    return sent === undefined || shown === undefined ? [] : [shown - sent];
  });
}
