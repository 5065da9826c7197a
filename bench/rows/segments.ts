import { pino } from 'pino';
import { sql } from 'kysely';
import { throwawayPostgres } from '../../src/platform/testing/postgres.ts';
import { databaseUrl, onServer } from '../../src/platform/testing/setup.ts';
import { openEars } from '../../src/platform/ears.ts';
import { openDatabase, type Db, type OpenDatabase } from '../../src/platform/db.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { system } from '../../src/platform/actor.ts';
import { newId } from '../../src/platform/ids.ts';
import '../../src/rooms.ts';
import { segmentJobs } from '../../src/audience/segments/jobs.ts';
import { previewSegment } from '../../src/audience/segments/preview.ts';
import { createSegment } from '../../src/audience/segments/segments.ts';
import type { Tree } from '../../src/audience/segments/tree.ts';
import { keepSegments } from '../../src/audience/segments/upkeep.ts';
import { record } from '../../src/touchpoints/touchpoints.ts';
import { inTurns, quantile, type Line, type Row } from '../frame.ts';
import { fillWorld, ID } from '../segment-world.ts';

/** `CONTACTS=1000000 TOUCHPOINTS=20000000 npm run bench -- --only segments` is the size that was promised. */
const CONTACTS = Number(process.env['CONTACTS'] ?? 100_000);
const TOUCHPOINTS = Number(process.env['TOUCHPOINTS'] ?? 20 * CONTACTS);
const ROUNDS = 3;
const VISITS = 60;
const OTHER_SEGMENTS = 20;
const BURST = 50;
const BURST_BATCH = 100;

/** Who is in a segment of five conditions, found for the first time, and after a touchpoint. */
export const segments: Row = {
  name: 'segments',
  async measure(say) {
    const server = process.env['DATABASE_URL'];
    const own = server ? { url: server, stop: async () => undefined } : await throwawayPostgres();
    const name = `tandem_bench_segments_${process.pid}`;
    await onServer(own.url, `create database ${name}`);
    const opened = openDatabase(databaseUrl(own.url, name), { max: 6 });
    try {
      await migrate(opened.pool);
      await fillWorld(opened.pool, { contacts: CONTACTS, touchpoints: TOUCHPOINTS }, say);
      return [await firstBuild(opened, say), await preview(opened.db, say), ...(await upkeep(opened, say))];
    } finally {
      await opened.close();
      await onServer(own.url, `drop database if exists ${name} with (force)`);
      await own.stop();
    }
  },
};

const did = (kind: string, is: string, count: number, more: object = {}) => ({
  source: 'touchpoints',
  kinds: [kind],
  times: { is, count },
  ...more,
});

/** "Customers or leads in Germany, Austria or Great Britain who viewed /pricing …": five conditions of four kinds. */
const five: Tree = {
  match: 'all',
  items: [
    { source: 'contact', field: 'stage', operator: 'is', value: ['customer', 'lead'] },
    { source: 'contact', field: 'country', operator: 'is', value: ['DE', 'AT', 'GB'] },
    did('page_view', 'at_least', 2, { page: '/pricing', period: { last: '90d' } }),
    did('form_submitted', 'at_most', 0),
    { source: 'activity', field: 'firstChannel', operator: 'is', value: ['search', 'ad'] },
  ],
};

/** The same as somebody who knows SQL would write it, into a table like ours. */
const HAND_WRITTEN = `
  insert into hand_members (contact_id, segment_id, entered_at)
  select c.id, $1, now() from audience.contacts c
  join touchpoints.activity a on a.contact_id = c.id
  join (
    select t.contact_id from touchpoints.touchpoints t
    where t.kind = 'page_view' and t.properties ->> 'url' like '%/pricing%' and t.occurred_at > now() - interval '90 days'
    group by t.contact_id having count(*) >= 2
  ) as v on v.contact_id = c.id
  where c.deleted_at is null and c.stage in ('customer', 'lead') and c.country in ('DE', 'AT', 'GB')
    and a.first_channel in ('search', 'ad')
    and not exists (select from touchpoints.touchpoints f where f.contact_id = c.id and f.kind = 'form_submitted')`;

async function firstBuild({ db, pool }: OpenDatabase, say: (progress: string) => void): Promise<Line> {
  await pool.query(`create table hand_members (like audience.segment_members including all)`);
  let members = 0;
  const ours = async () => {
    const { id } = await createSegment(db, system, { name: `Five ${newId()}`, kind: 'live', tree: five });
    const began = performance.now();
    members = await build(db, id);
    return (performance.now() - began) / 1_000;
  };
  const byHand = async () => {
    const began = performance.now();
    await pool.query("set work_mem = '128MB'");
    await pool.query(HAND_WRITTEN, [newId()]);
    return (performance.now() - began) / 1_000;
  };
  say('first build, warming up …');
  await byHand();
  await ours();
  say(`${ROUNDS} rounds of first builds …`);
  const found = await inTurns(ROUNDS, ours, byHand);
  return {
    what: `segment of five conditions, first build, ${inWords(CONTACTS)} contacts, ${inWords(TOUCHPOINTS)} touchpoints`,
    ours: `${found.ours.toFixed(2)} s`,
    against: `${found.against.toFixed(2)} s, hand-written SQL`,
    value: found.ratio,
    unit: 'ratio',
    target: { atMost: 1.5 },
    notes: [
      `${members.toLocaleString('en-GB')} members; ours also writes down when the clock will change it`,
    ],
  };
}

async function build(db: Db, segmentId: string): Promise<number> {
  const { operation_id: operationId, version } = await db
    .selectFrom('audience.segments')
    .select(['operation_id', 'version'])
    .where('id', '=', segmentId)
    .executeTakeFirstOrThrow();
  const context = { db, log: pino({ level: 'silent' }), attempt: 1, maxAttempts: 1 };
  await segmentJobs['audience.buildSegment']?.(
    { operationId: operationId ?? '', segmentId, version },
    context,
  );
  const { member_count: count } = await db
    .selectFrom('audience.segments')
    .select('member_count')
    .where('id', '=', segmentId)
    .executeTakeFirstOrThrow();
  return count;
}

async function preview(db: Db, say: (progress: string) => void): Promise<Line> {
  say('live counts …');
  const trees: Tree[] = [
    five,
    { match: 'all', items: five.items.slice(0, 2) },
    { match: 'all', items: [did('call_warm', 'at_least', 1, { period: { last: '30d' } })] },
    {
      match: 'all',
      items: [{ source: 'activity', field: 'lastTouchAt', operator: 'over_ago', value: '14d' }],
    },
    { match: 'none', items: five.items.slice(2) },
  ];
  const times: number[] = [];
  const counts: string[] = [];
  for (let round = 0; round < 4; round++) {
    for (const tree of trees) {
      const began = performance.now();
      const { estimate } = await previewSegment(db, system, tree);
      times.push(performance.now() - began);
      if (round === 0) counts.push(`${estimate.exact ? '' : 'about '}${estimate.count}`);
    }
  }
  return {
    what: 'live count of a segment, 95 of 100 within',
    ours: `median ${quantile(times, 0.5).toFixed(0)} ms`,
    value: quantile(times, 0.95),
    unit: 'ms',
    target: { atMost: 300 },
    notes: [counts.join(', ')],
  };
}

async function upkeep(opened: OpenDatabase, say: (progress: string) => void): Promise<Line[]> {
  const { db, pool } = opened;
  const log = pino({ level: 'warn' });
  const ids = await someSegments(db);
  const visited = ids[0] ?? '';
  const ears = openEars(pool, log);
  const keeping = keepSegments({ db, ears, log });
  say('a touchpoint, and until its contact is in the segment …');
  const waits: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) waits.push(await visitOf(db, 10 + visit * 7, visited));
  say(`${ROUNDS} rounds of ${BURST} batches of ${BURST_BATCH}, with and without keeping segments …`);
  await keeping.stop();
  const beside = async () => {
    const kept = keepSegments({ db, ears, log });
    const rate = await burstOf(db);
    await settled(db);
    await kept.stop();
    return rate;
  };
  const alone = async () => {
    const rate = await burstOf(db);
    await sql`delete from audience.segment_touched`.execute(db);
    return rate;
  };
  await alone();
  const burst = await inTurns(ROUNDS, beside, alone);
  await ears.stop();
  return [
    {
      what: 'membership after a touchpoint, 95 of 100 within',
      ours: `median ${quantile(waits, 0.5).toFixed(0)} ms`,
      value: quantile(waits, 0.95),
      unit: 'ms',
      target: { atMost: 1_000 },
      notes: [`${ids.length} segments; slowest ${Math.max(...waits).toFixed(0)} ms`],
    },
    {
      what: `intake while ${ids.length} segments are kept`,
      ours: `${burst.ours.toFixed(0)} touchpoints/s`,
      against: `${burst.against.toFixed(0)} touchpoints/s, nobody keeping them`,
      value: burst.ratio,
      unit: 'ratio',
      target: { atLeast: 0.5 },
      notes: [`one process for both, batches of ${BURST_BATCH} one after the other`],
    },
  ];
}

/** As many as a busy company has, half of them about touchpoints. */
async function someSegments(db: Db): Promise<string[]> {
  const ids: string[] = [];
  const trees: Tree[] = [{ match: 'all', items: [did('demo', 'at_least', 1, { period: { last: '30d' } })] }];
  for (let n = 0; n < OTHER_SEGMENTS; n++) {
    const days = `${7 + n}d`;
    const own = { source: 'contact', field: 'country', operator: 'is', value: [n % 2 === 0 ? 'DE' : 'AT'] };
    const done = did(n % 3 === 0 ? 'page_view' : 'call_warm', 'at_least', 1 + (n % 4), {
      period: { last: days },
    });
    trees.push({ match: n % 4 === 0 ? 'none' : 'all', items: n % 2 === 0 ? [own, done] : [own] });
  }
  for (const [n, tree] of trees.entries()) {
    const { id } = await createSegment(db, system, { name: `Segment ${n}`, kind: 'live', tree });
    await build(db, id);
    ids.push(id);
  }
  return ids;
}

async function visitOf(db: Db, n: number, segmentId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`select ${sql.raw(ID(String(n)))} as id`.execute(db);
  const contactId = rows[0]?.id ?? '';
  await record(db, system, bySomebody, [
    { messageId: newId(), person: { contactId }, occurredAt: new Date(), kind: 'demo' },
  ]);
  const began = performance.now();
  for (;;) {
    const member = await db
      .selectFrom('audience.segment_members')
      .select('entered_at')
      .where('contact_id', '=', contactId)
      .where('segment_id', '=', segmentId)
      .executeTakeFirst();
    if (member) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Touchpoints a second, by the verb that intake calls. */
async function burstOf(db: Db): Promise<number> {
  const start = Math.floor(Math.random() * CONTACTS);
  const began = performance.now();
  for (let batch = 0; batch < BURST; batch++) {
    const numbers = Array.from(
      { length: BURST_BATCH },
      (_, n) => 1 + ((start + batch * 7919 + n * 104_729) % CONTACTS),
    );
    const { rows } = await sql<{ id: string }>`
      select ${sql.raw(ID('n'))} as id from unnest(${numbers}::bigint[]) as n`.execute(db);
    const views = rows.map(({ id }) => {
      return { messageId: newId(), person: { contactId: id }, occurredAt: new Date(), kind: 'page_view' };
    });
    await record(db, system, bySomebody, views);
  }
  return (BURST * BURST_BATCH) / ((performance.now() - began) / 1_000);
}

async function settled(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from audience.segment_touched where held_for is null limit 1`.execute(
      db,
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const bySomebody = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'hand' as const,
  name: 'Logged by hand',
  idSpace: 'main',
};

function inWords(count: number): string {
  return count >= 1_000_000 ? `${count / 1_000_000} M` : `${count / 1_000}k`;
}
