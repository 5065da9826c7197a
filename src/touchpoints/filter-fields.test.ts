import { sql } from 'kysely';
import { afterEach, expect } from 'vitest';
import { system } from '../platform/actor.ts';
import { freezeClock, releaseClock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { filteredBy } from '../platform/filters.ts';
import { plannedCount } from '../platform/keyset.ts';
import type { Condition } from '../platform/lists.ts';
import { test } from '../platform/testing/testing.ts';
import { contactFilterFields } from './filter-fields.ts';

const at = new Date('2026-11-01T12:00:00Z');
const PEOPLE = 4_000;

afterEach(releaseClock);

/** One in eight was never touched; the last touches of the others lie up to a hundred days back, and half came back. */
async function givenActivity(db: Db): Promise<void> {
  freezeClock(at);
  await sql`
    insert into audience.contacts (id, given_name, stage, source, tags, properties, created_at, updated_at)
    select gen_random_uuid(), 'Person ' || n, 'lead', 'import', '{}', '{}', ${at}, ${at} from generate_series(1, ${PEOPLE}::int) as n`.execute(
    db,
  );
  await sql`
    insert into touchpoints.activity (contact_id, touch_count, first_touch_at, last_touch_at, last_channel, last_channel_at,
      silent_since, came_back_at)
    select id, 1, seen, seen, case when n % 3 = 0 then 'radio' else 'search' end, seen, case when n % 2 = 0 then seen end,
      case when n % 2 = 0 then seen end
    from (select id, n, ${at}::timestamptz - (n % 100) * interval '1 day' - interval '1 hour' as seen
      from (select id, substr(given_name, 8)::int as n from audience.contacts) as numbered where n % 8 <> 0) as touched`.execute(
    db,
  );
  await sql`analyze audience.contacts`.execute(db);
  await sql`analyze touchpoints.activity`.execute(db);
}

function asked(db: Db, condition: Condition, walked: boolean) {
  return db
    .selectFrom('audience.contacts as c')
    .select('c.id')
    .where(filteredBy([condition], contactFilterFields, system, { walked }));
}

test('who is met on a walk along the list is who is found at once', async ({ db }) => {
  await givenActivity(db);
  const conditions: [Condition, number][] = [
    [['lastTouchAt', 'in_last', '2d'], 60],
    [['lastTouchAt', 'is_empty', null], PEOPLE / 8],
    [['cameBackAt', 'in_last', '7d'], 120],
    [['lastChannel', 'is', ['radio']], 1_167],
    [['lastChannel', 'is_not', ['radio']], PEOPLE - 1_167],
  ];
  for (const [condition, count] of conditions) {
    const found = await asked(db, condition, false).orderBy('c.id').execute();
    expect(await asked(db, condition, true).orderBy('c.id').execute()).toEqual(found);
    expect([condition, found.length]).toEqual([condition, count]);
  }
});

test('the planner knows about how many were touched within some days', async ({ db }) => {
  await givenActivity(db);
  const within = asked(db, ['lastTouchAt', 'in_last', '10d'], false);
  const { length } = await within.execute();
  const planned = await plannedCount(db, within);
  expect(planned).toBeGreaterThan(length * 0.7);
  expect(planned).toBeLessThan(length * 1.4);
});
