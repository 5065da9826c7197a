import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import '../rooms.ts';
import { agree, firstResponse } from '../handoff/testing.ts';
import { openDatabase, type Db } from '../platform/db.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { settledDataDir } from './settled.ts';
import { removeDataDirs, startTandem, stopTandem, until } from './tandem.ts';

afterAll(removeDataDirs);

const CLOCKS = 4_000;
const KILLS = 2;

/** So many leads that were handed over two weeks ago and lie; their clocks are due `after` some seconds, all at once. */
async function lyingLeads(db: Db, agreementId: string, after: string): Promise<void> {
  const id = sql`('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
  const numbers = sql`from generate_series(1, ${CLOCKS}::int) as n`;
  const began = sql`now() - interval '14 days'`;
  await sql`insert into audience.contacts (id, given_name, family_name, stage, source, created_at, updated_at)
    select ${id}, 'Person', n::text, 'mql', 'search', now(), now() ${numbers}`.execute(db);
  await sql`insert into handoff.handoffs (id, contact_id, trigger, rule, why, opened_at, state, agreement_id)
    select ${id}, ${id}, 'hot', 'hot', '{"reasons": [], "read": [], "said": []}', ${began}, 'ready', ${agreementId}::uuid
    ${numbers}`.execute(db);
  await sql`insert into handoff.clocks
      (handoff_id, promise, agreement_id, metric, started_at, counted_from, due_at, late_at, next_at)
    select ${id}, 'first-response', ${agreementId}::uuid, 'first_response', ${began}, ${began}, ${began}, ${began},
      now() + ${after}::interval ${numbers}`.execute(db);
}

async function stillDue(db: Db): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from handoff.clocks where next_at is not null`.execute(db);
  return Number(rows[0]?.count);
}

/** How many leads had this happen to them so many times. */
async function timesOf(db: Db, happened: ReturnType<typeof sql>): Promise<Record<string, number>> {
  const { rows } = await sql<{ times: string; leads: string }>`
    select times, count(*) as leads from (select count(*) as times from ${happened} group by lead) as t group by times`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ times, leads }) => [times, Number(leads)]));
}

const told = (name: string) =>
  sql`(select subject_id as lead from platform.events where name = ${name}) as happened`;

test(`kill -9 of Tandem ${KILLS} times while ${CLOCKS} clocks fire: each fired exactly once`, async () => {
  const dataDir = await settledDataDir();
  let tandem = await startTandem(dataDir);
  const watch = async () => openDatabase((await findRunning(dataDir)) ?? '', { max: 2 });
  let { db, close } = await watch();
  const agreementId = await agree(db, [
    firstResponse({
      steps: [
        { afterMinutes: 30, do: 'tell_manager' },
        { afterMinutes: 60, do: 'flag_weekly' },
      ],
    }),
  ]);
  await lyingLeads(db, agreementId, '1 second');
  let left = CLOCKS;
  for (let shot = 0; shot < KILLS; shot++) {
    const before = left;
    const isFiring = async () => (left = await stillDue(db)) < before;
    await until(isFiring, 'clocks to fire');
    tandem.signal('SIGKILL');
    await tandem.ended;
    await close();
    tandem = await startTandem(dataDir);
    ({ db, close } = await watch());
    expect(left, 'clocks that were due at the kill').toBeGreaterThan(0);
  }
  await until(async () => (await stillDue(db)) === 0, 'every clock to fire');
  for (const name of ['promise.missed', 'promise.escalated'])
    expect([name, await timesOf(db, told(name))]).toEqual([name, { 1: CLOCKS }]);
  const flagged = sql`(select handoff_id as lead from handoff.consequences where step = 'flag_weekly') as happened`;
  expect(await timesOf(db, flagged)).toEqual({ 1: CLOCKS });
  const { rows } =
    await sql`select distinct step, missed_at is not null as missed from handoff.clocks`.execute(db);
  expect(rows).toEqual([{ step: 3, missed: true }]);
  await close();
  expect(await stopTandem(tandem)).toBe(0);
});
