import pg from 'pg';
import { sessionFrom } from '../../e2e/api.ts';
import { launchBrowser } from '../../e2e/browser.ts';
import { asCookies } from '../../e2e/cookies.ts';
import { stopTandem } from '../../src/faults/tandem.ts';
import { newId } from '../../src/platform/ids.ts';
import { findRunning } from '../../src/platform/postgres/embedded.ts';
import { newWriteKey } from '../../src/touchpoints/source.ts';
import { quantile, type Row } from '../frame.ts';
import { owner, place, timeStart } from '../place.ts';

const SECONDS = Number(process.env['SECONDS'] ?? 30);
const TOUCHPOINTS_A_SECOND = 500;
const BATCH = 10;
/** Of fifty requests a second, ten make somebody hot. */
const HOT_EVERY = 5;
/** One of them is watched: as many leads are theirs as a column of the board shows. */
const REPS = 8;
/** What was sent last is given this long to arrive. */
const PATIENCE_MS = 15_000;

/** From a touchpoint on its way in to the hand-off it makes on the rep's open page, under load. */
export const handoff: Row = {
  name: 'handoff',
  async measure(say) {
    const { dataDir } = await place(say);
    const { tandem } = await timeStart(dataDir);
    const pool = new pg.Pool({ connectionString: (await findRunning(dataDir)) ?? '', max: 2 });
    const source = await prepare(pool);
    const requests = (SECONDS * TOUCHPOINTS_A_SECOND) / BATCH;
    const post = (batch: object[]) => postBatch(tandem.address, source, batch);
    say('making the people who will become hot …');
    await post(people(Math.ceil(requests / HOT_EVERY)));
    await pool.query('analyze');
    const screen = await openScreen(tandem.address);
    say(`${TOUCHPOINTS_A_SECOND} touchpoints a second for ${SECONDS} s …`);
    const { sentAt, seconds } = await pace(requests, post);
    await settled(async () => (await openedBy(pool)) >= sentAt.size);
    const mine = await namesOfOwner(pool);
    await settled(() => mine.every((name) => screen.seen.has(name)));
    const times = mine.flatMap((name) => {
      const [sent, shown] = [sentAt.get(name), screen.seen.get(name)];
      return sent === undefined || shown === undefined ? [] : [shown - sent];
    });
    const routing = await routingTimes(pool);
    await screen.close();
    await pool.query("update workspace.users set role = 'owner' where email = $1", [owner.OWNER_EMAIL]);
    await pool.end();
    await stopTandem(tandem);
    if (times.length < mine.length) throw new Error(`${mine.length - times.length} hand-offs were not seen.`);
    return [
      {
        what: `touchpoint to hand-off on the rep's screen at ${TOUCHPOINTS_A_SECOND} touchpoints/s, p95`,
        ours: `median ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms`,
        value: quantile(times, 0.95),
        unit: 'ms',
        target: { atMost: 1_000 },
        notes: [
          `${sentAt.size} hand-offs among ${(requests * BATCH).toLocaleString('en-GB')} touchpoints sent in ${seconds.toFixed(1)} s`,
          `scored, opened, briefed, routed among ${REPS} reps; the ${times.length} of one of them until their cards stand on the board in a browser`,
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
       from generate_series(2, ${REPS}) as n returning id)
     insert into handoff.reps (user_id, capacity, updated_at)
     select id, 1000, now() from reps`,
  );
  // Leads go to reps: for this row the owner, who can sign in, is one.
  await pool.query("update workspace.users set role = 'rep' where email = $1", [owner.OWNER_EMAIL]);
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
    if (request % HOT_EVERY === 0)
      sentAt.set(`Hot Number ${request / HOT_EVERY}`, performance.timeOrigin + due);
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

/** The board of one of the reps in a browser, and when the card of each lead came to stand on it. */
async function openScreen(address: string) {
  const browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 } });
  const body = { email: owner.OWNER_EMAIL, password: owner.OWNER_PASSWORD };
  await context.addCookies(asCookies(await sessionFrom(address, '/api/sign-in', body), address));
  const page = await context.newPage();
  const seen = new Map<string, number>();
  await page.exposeFunction('seenAt', (name: string, at: number) => void seen.set(name, at));
  await page.addInitScript({ content: watchForLeads });
  await page.goto('/handoff?whose=me');
  await page.getByRole('heading', { name: 'Hand-off' }).waitFor();
  return { seen, close: () => browser.close() };
}

/** Runs in the page. A card is seen when it has been laid out and painted: in the frame after the change. */
const watchForLeads = `
  const known = new Set();
  const look = () => {
    [...document.querySelectorAll('.board-lane button')].find((one) => one.textContent.startsWith('Show '))?.click();
    for (const [name] of document.body.innerText.matchAll(/Hot Number \\d+/g)) {
      if (known.has(name)) continue;
      known.add(name);
      seenAt(name, performance.timeOrigin + performance.now());
    }
  };
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(() => requestAnimationFrame(look)).observe(document.body, { childList: true, subtree: true }),
  );`;

async function settled(isThere: () => boolean | Promise<boolean>): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!(await isThere()) && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

async function openedBy(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from handoff.handoffs where rep_id is not null',
  );
  return rows[0]?.count ?? 0;
}

async function namesOfOwner(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.name from handoff.handoffs as h join audience.contacts as c on c.id = h.contact_id
     join workspace.users as u on u.id = h.rep_id where u.email = $1`,
    [owner.OWNER_EMAIL],
  );
  return rows.map(({ name }) => name);
}

async function routingTimes(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from a.occurred_at - o.occurred_at)::float8 * 1000 as ms
     from platform.events as o join platform.events as a using (subject_kind, subject_id)
     where o.name = 'handoff.opened' and a.name = 'handoff.assigned'`,
  );
  return rows.map(({ ms }) => ms);
}
