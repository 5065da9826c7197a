import { sql } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import '../rooms.ts';
import { openDatabase, type Db } from '../platform/db.ts';
import { getOperation } from '../platform/operations.ts';
import { findRunning } from '../platform/postgres/embedded.ts';
import { happen, modelInForce, signedModel, smallModel, sumAnew, touch } from '../scoring/testing.ts';
import { makeSource } from '../touchpoints/testing.ts';
import { actor } from '../workspace/testing.ts';
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

const CONTACTS = 60_000;
const TOUCHPOINTS = 400_000;
const KILLS = 6;

async function withDatabase<T>(dataDir: string, work: (db: Db) => Promise<T>): Promise<T> {
  const opened = openDatabase((await findRunning(dataDir)) ?? '', { max: 2 });
  try {
    return await work(opened.db);
  } finally {
    await opened.close();
  }
}

async function fill(db: Db): Promise<void> {
  const id = (n: string) => sql.raw(`('01900000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`);
  await sql`insert into audience.contacts (id, given_name, family_name, stage, source, created_at, updated_at)
    select ${id('n')}, 'Person', n::text, 'lead', 'search', now(), now() from generate_series(1, ${CONTACTS}::int) as n`.execute(
    db,
  );
  await sql`select touchpoints.open_months(array(select generate_series(date_trunc('month', now() - interval '90 days'),
    now(), interval '1 month')::date))`.execute(db);
  await sql`
    insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, source_id, properties, received_at)
    select ${id(`1 + n % ${CONTACTS}`)}, now() - make_interval(mins => n % 100000), gen_random_uuid(),
      (array['page_view', 'form_submitted', 'meeting', 'store_visit'])[1 + n % 4], gen_random_uuid(), '{}', now()
    from generate_series(1, ${TOUCHPOINTS}::int) as n`.execute(db);
  await sql`insert into scoring.touched (why, contact_ids)
    select 'touched', array_agg(id) from (
      select id, (row_number() over (order by id)) / 1000 as part from audience.contacts) as c group by part`.execute(
    db,
  );
}

/** The half minute after which a dead worker's jobs are given back, and the pause before another try, in no time. */
async function hurry(dataDir: string): Promise<void> {
  await withDatabase(dataDir, async (db) => {
    await sql`delete from platform.workers`.execute(db);
    await sql`update graphile_worker._private_jobs set run_at = now(), locked_at = locked_at - interval '1 hour'`.execute(
      db,
    );
  }).catch(() => undefined);
}

const faster = smallModel({ groups: smallModel().groups.map((group) => ({ ...group, halfLifeDays: 3 })) });

test(`kill -9 of Tandem or PostgreSQL ${KILLS} times while a version is applied: nobody is left on the old one`, async () => {
  const random = dice(47);
  const dataDir = await settledDataDir();
  let tandem: Tandem = await startTandem(dataDir);
  const { modelId, operationId, source } = await withDatabase(dataDir, async (db) => {
    await modelInForce(db);
    await fill(db);
    const owner = await actor(db, 'owner');
    const { id, operationId } = await signedModel(db, { marketing: owner, sales: owner }, faster);
    return { modelId: id, operationId, source: await makeSource(db) };
  });
  let interrupted = 0;
  const state = () => withDatabase(dataDir, (db) => getOperation(db, operationId)).catch(() => undefined);
  const kill = async () => {
    if (['queued', 'running'].includes((await state())?.state ?? '')) interrupted += 1;
    if (random() < 0.5) {
      tandem.signal('SIGKILL');
      await tandem.ended;
      tandem = await startTandem(dataDir);
    } else {
      process.kill(await postmasterPid(dataDir), 'SIGKILL');
      const isBack = async () =>
        Boolean(await findRunning(dataDir)) && (await answers(`${tandem.address}/ready`));
      await until(isBack, 'PostgreSQL to be back', 120_000);
    }
    await hurry(dataDir);
  };
  const visit = () =>
    withDatabase(dataDir, async (db) => {
      const people = await sql<{ id: string }>`
        select id from audience.contacts tablesample system (5) limit 50`.execute(db);
      await happen(
        db,
        source,
        people.rows.map(({ id }) => touch(id, 'page_view', new Date())),
      );
    }).catch(() => undefined);
  for (let shot = 0; shot < KILLS; shot++) {
    await visit();
    await wait(random() * 900);
    await visit();
    await kill();
  }
  await until(async () => ['done', 'failed'].includes((await state())?.state ?? ''), 'the version', 180_000);
  expect(await state()).toMatchObject({ state: 'done', error: null });
  expect(interrupted, 'kills while it was under way').toBeGreaterThan(0);
  const marks = () =>
    withDatabase(
      dataDir,
      async (db) => (await sql`select 1 from scoring.touched limit 1`.execute(db)).rows.length === 0,
    );
  await until(marks, 'everybody to be scored', 120_000);
  await withDatabase(dataDir, async (db) => {
    expect((await modelInForce(db)).id).toBe(modelId);
    const { rows } = await sql<{ contact_id: string; model_id: string; now: number[] }>`
      select contact_id, model_id, array(select h * power(2::float8, extract(epoch from heat_at - now())::float8 / 86400 / 3)
        from unnest(heats) with ordinality as u (h, place) order by place) as now
      from scoring.scores order by contact_id`.execute(db);
    expect(rows).toHaveLength(CONTACTS);
    expect(rows.filter((row) => row.model_id !== modelId)).toEqual([]);
    const ids = rows.map((row) => row.contact_id);
    const at = new Date();
    for (let start = 0; start < ids.length; start += 5_000) {
      const sums = await sumAnew(db, faster, ids.slice(start, start + 5_000), at);
      const wrong = rows.slice(start, start + 5_000).filter(({ contact_id: id, now }) => {
        const truth = sums.get(id)?.heats ?? [0, 0];
        return now.some((heat, place) => Math.abs(heat - (truth[place] ?? 0)) > 0.05);
      });
      expect(wrong).toEqual([]);
    }
    const told = await sql`select 1 from platform.events where name = 'score-model.in-force'`.execute(db);
    expect(told.rows).toHaveLength(1);
  });
  expect(await stopTandem(tandem)).toBe(0);
}, 600_000);
