import { sql } from 'kysely';
import type pg from 'pg';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { enqueue } from '../platform/jobs.ts';
import './events.ts';
import { closeMonths } from '../handoff/handoff.ts';
import { bringFieldNotes } from './field.ts';
import { furnish } from './furnish.ts';
import type { Loaded } from './load.ts';
import { remember } from './remember.ts';
import { spanTo } from './world/calendar.ts';
import { lockWorld } from './worlds.ts';

/** After the last person: what the sources counted, the tags there are, what the planner must know, and a model to look at. */
export async function finish({ db }: { db: Db; pool: pg.Pool }, who: Actor, loaded: Loaded): Promise<void> {
  await transaction(db, async (trx) => {
    const world = await lockWorld(trx);
    if (!world || world.loaded_at || world.removing_at) return;
    await countSources(trx);
    await nameTags(trx);
    await furnish(trx, spanTo(world.ends_at), world.loaded_for);
    await closeMonths(trx);
    await settleOld(trx, world.ends_at);
    await bringFieldNotes(trx, spanTo(world.ends_at), world.seed);
    await trx.updateTable('sample.worlds').set({ loaded_at: now() }).execute();
    // Nobody who only looks around waits for Sunday, when the model learns by itself. Of two thousand people it depends on
    // the day in how many days enough of them have decided to test on them what is learnt.
    await enqueue(trx, 'scoring.retrainPropensity', { chooseWindow: true });
    const subject = { kind: 'sample', id: world.id };
    await emit(trx, who, [{ name: 'sample.loaded', subject, payload: loaded }]);
  });
  // Otherwise the estimates lists show are those of before until autovacuum comes by.
  await sql`analyze audience.contacts, audience.companies, audience.identities, audience.stage_moves,
    audience.company_people, touchpoints.touchpoints, touchpoints.activity, touchpoints.receipts,
    scoring.scores, scoring.moves, handoff.handoffs, handoff.clocks, handoff.deliveries, pipeline.deals`.execute(
    db,
  );
}

/** As `countArrivals` would have counted them on the day each came in; now and then a message nobody had sent. */
async function countSources(db: Db): Promise<void> {
  const ours = sql`select id::uuid from sample.brought where kind = 'source'`;
  await sql`delete from touchpoints.source_days where source_id in (${ours})`.execute(db);
  await sql`delete from touchpoints.source_reasons where source_id in (${ours})`.execute(db);
  await sql`
    insert into touchpoints.source_days
      (source_id, day, slot, seen, stored, duplicate, skipped, bot, last_seen_at, lag_ms)
    select source_id, day, 0, stored + skipped, stored, 0, skipped, 0, last_seen_at, lag_ms
    from (
      select source_id, (received_at at time zone 'UTC')::date as day, count(*) as stored,
        count(*) filter (where kind = 'page_view') / 150 as skipped, max(received_at) as last_seen_at,
        avg(extract(epoch from received_at - occurred_at) * 1000)::bigint as lag_ms
      from touchpoints.touchpoints where source_id in (${ours}) group by 1, 2) as days`.execute(db);
  await sql`
    insert into touchpoints.source_reasons (source_id, day, outcome, reason, count)
    select source_id, day, 'skipped', 'nobody', skipped from touchpoints.source_days
    where source_id in (${ours}) and skipped > 0`.execute(db);
}

/** What was missed long ago was talked about long ago; what was missed last month waits for the next review. */
async function settleOld(db: Db, end: Date): Promise<void> {
  await sql`
    update handoff.consequences set settled_at = month + interval '37 days', settlement = 'Talked through in the weekly review.',
      settled_by = (select id::uuid from sample.brought where kind like '%colleague' and name = 'marcus' limit 1)
    where settled_at is null and month < date_trunc('month', ${end}::timestamptz) - interval '2 months'
      and agreement_id in (select id::uuid from sample.brought where kind = 'agreement')`.execute(db);
}

async function nameTags(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    insert into audience.tags (id, key, name, created_by, created_at)
    select gen_random_uuid(), lower(tag), min(tag), null, ${now()}
    from (
      select unnest(c.tags) as tag from sample.people as p join audience.contacts as c on c.id = p.contact_id
      union select unnest(k.tags) from sample.brought as b join audience.companies as k on k.id = b.id::uuid
      where b.kind = 'company') as t
    group by lower(tag)
    on conflict (key) do nothing returning name`.execute(db);
  await remember(
    db,
    'tag',
    rows.map(({ name }) => ({ name, id: name })),
  );
}
