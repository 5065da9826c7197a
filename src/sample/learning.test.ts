import { sql } from 'kysely';
import { afterEach, describe, expect, test as plain } from 'vitest';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { freshDatabase, test } from '../platform/testing/testing.ts';
import { trainPropensity } from '../scoring/scoring.ts';
import { chooseWindow, refusedFor } from '../scoring/testing.ts';
import { loadSmall } from './testing.ts';
import { DEFAULT_CONTACTS, DEFAULT_SEED, worldOf } from './world/world.ts';

/** The company ends on the day it is loaded: what became of whom until then is another every day. */
afterEach(() => releaseClock());

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

plain('a sample loaded on 23 November 2026 trains its model by itself', { timeout: 120_000 }, async () => {
  const fresh = await freshDatabase();
  try {
    const end = noon('2026-11-23');
    await loadSmall(fresh, DEFAULT_CONTACTS, { seed: DEFAULT_SEED, end });
    const { rows } = await sql<{ payload: unknown }>`
        select payload from graphile_worker._private_jobs as j
        join graphile_worker._private_tasks as t on t.id = j.task_id
        where t.identifier = 'scoring.retrainPropensity'`.execute(fresh.db);
    expect(rows).toMatchObject([{ payload: { chooseWindow: true } }]);
    freezeClock(end);
    expect(await trainPropensity(fresh.db, await chooseWindow(fresh.db))).toMatch(/^Trained a new model/);
  } finally {
    await fresh.close();
  }
});

describe('there is enough to learn from, whenever it is loaded', () => {
  // Spread over a year; on 23 and 29 November no usual window has enough in it.
  const days = ['2026-11-23', '2026-11-29', '2027-02-08', '2027-04-25', '2027-07-10', '2027-09-24'];
  test.for(days)('on %s', { timeout: 30_000 }, async (day, { db }) => {
    const end = noon(day);
    await bringLives(db, end);
    // Otherwise the planner knows of nobody, and takes half a minute.
    await sql`analyze audience.contacts, audience.stage_moves`.execute(db);
    freezeClock(end);
    expect(await refusedFor(db, await chooseWindow(db))).toBeNull();
  });
});

/** Of the people of a sample what examples are made of: that they are there, and when they moved from stage to stage. */
async function bringLives(db: Db, end: Date): Promise<void> {
  const world = worldOf({ seed: DEFAULT_SEED, contacts: DEFAULT_CONTACTS, end });
  const people = Array.from({ length: world.parts }, (_, nth) => world.part(nth).contacts).flat();
  const lives = people.map(({ id, country, stage, source, createdAt, moves }) => ({
    id,
    country,
    stage,
    source,
    at: new Date(createdAt),
    moves: moves.map(({ to, at }, nth) => ({ was: moves[nth - 1]?.to ?? null, to, at: new Date(at) })),
  }));
  await sql`
    with lives as (
      select * from json_to_recordset(${JSON.stringify(lives)}::json)
        as l (id uuid, country text, stage text, source text, at timestamptz, moves json)
    ), people as (
      insert into audience.contacts (id, given_name, country, stage, source, tags, properties, created_at, updated_at)
      select id, 'Somebody', country, stage, source, '{}', '{}', at, at from lives
    )
    insert into audience.stage_moves (contact_id, id, from_stage, to_stage, moved_at, moved_by_kind, moved_by_name)
    select l.id, gen_random_uuid(), m.was, m."to", m.at, 'system', 'Tandem'
    from lives as l cross join lateral json_to_recordset(l.moves) as m (was text, "to" text, at timestamptz)`.execute(
    db,
  );
}
