import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { Conflict } from '../platform/errors.ts';
import { freshDatabase, type FreshDatabase } from '../platform/testing/testing.ts';
import { addUpAgain } from '../touchpoints/touchpoints.ts';
import { loadWorld } from './load.ts';
import { loadSmall, until } from './testing.ts';
import { beginWorld, findWorld } from './worlds.ts';

/** The bytes of a table, whatever the order of its rows. */
async function contentOf(db: Db, table: string): Promise<string | null> {
  const { rows } = await sql<{ hash: string | null }>`
    select md5(string_agg(t::text, e'\n' order by t::text)) as hash from ${sql.table(table)} as t`.execute(
    db,
  );
  return rows[0]?.hash ?? null;
}

async function rowsOf<Row>(db: Db, text: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await text.execute(db)).rows;
}

describe('what is loaded is what recording would have made', () => {
  let fresh: FreshDatabase;
  let db: Db;
  beforeAll(async () => {
    fresh = await freshDatabase();
    ({ db } = fresh);
    await loadSmall(fresh, 600);
  });
  afterAll(() => fresh.close());

  test('every person, company and touchpoint of the plan is there, each once', async () => {
    const [counts] = await rowsOf(
      db,
      sql<Record<string, number>>`
      select (select count(*) from audience.contacts) as contacts, (select count(*) from sample.people) as people,
        (select count(*) from touchpoints.touchpoints) as touchpoints,
        (select touchpoints_done from sample.worlds) as marked, (select contacts_done from sample.worlds) as done`,
    );
    expect(counts).toMatchObject({ contacts: 600, people: 600, done: 600 });
    expect(counts?.['touchpoints']).toBe(counts?.['marked']);
    expect(counts?.['touchpoints']).toBeGreaterThan(7_000);
  });

  test('activity is what the touchpoints add up to, and who fell silent came back when they did', async () => {
    const sums = () =>
      rowsOf(
        db,
        sql<object>`
      select contact_id, touch_count, first_touch_at, last_touch_at, first_channel, first_channel_at, last_channel, last_channel_at
      from touchpoints.activity order by contact_id`,
      );
    const comebacks = await rowsOf(
      db,
      sql`
      with steps as (
        select contact_id, occurred_at, lag(occurred_at) over (partition by contact_id order by occurred_at) as before
        from touchpoints.touchpoints where kind not in ('identify', 'note', 'call_unanswered') and kind not like 'lead_%'),
      back as (
        select distinct on (contact_id) contact_id, occurred_at, before from steps
        where occurred_at - before >= interval '30 days' order by contact_id, occurred_at desc)
      select a.contact_id from touchpoints.activity as a left join back as b using (contact_id)
      where (a.came_back_at, a.silent_since) is distinct from (b.occurred_at, b.before)`,
    );
    expect(comebacks).toEqual([]);
    const before = await sums();
    await addUpAgain(
      db,
      before.map((row) => String(Object.values(row)[0])),
    );
    expect(await sums()).toEqual(before);
  });

  test('every touchpoint lies in the partition of its month, and nobody is missing', async () => {
    expect(
      await rowsOf(
        db,
        sql`
        select t.id from touchpoints.touchpoints as t left join audience.contacts as c on c.id = t.contact_id
        where c.id is null or t.tableoid::regclass::text <> 'touchpoints.touchpoints_' || to_char(occurred_at at time zone 'UTC', 'YYYY_MM')
          or occurred_at > received_at or received_at > ${until}`,
      ),
    ).toEqual([]);
  });

  test('the stage of a contact is where its moves led, each beginning where the one before ended', async () => {
    expect(
      await rowsOf(
        db,
        sql`
        select c.id from audience.contacts as c where stage is distinct from (
          select to_stage from audience.stage_moves where contact_id = c.id order by moved_at desc, id desc limit 1)`,
      ),
    ).toEqual([]);
    expect(
      await rowsOf(
        db,
        sql`
        select * from (select from_stage, lag(to_stage) over (partition by contact_id order by moved_at) as before
          from audience.stage_moves) as m where from_stage is distinct from before`,
      ),
    ).toEqual([]);
  });

  test('people are known by their addresses and browsers, and by nobody else’s', async () => {
    expect(
      await rowsOf(
        db,
        sql`
        select id from audience.contacts as c where email is not null and not exists (
          select from audience.identities where kind = 'email' and value = c.email and contact_id = c.id)`,
      ),
    ).toEqual([]);
    expect(
      await rowsOf(
        db,
        sql`
        select id from audience.contacts as c where stage = 'visitor' and not exists (
          select from audience.identities where kind = 'anonymous' and value like 'hallow-reed:%' and contact_id = c.id)`,
      ),
    ).toEqual([]);
    const origins = await rowsOf(
      db,
      sql<{ redirected: boolean }>`
      select exists (select from audience.redirects as r where r.old_id = t.origin_id and r.contact_id = t.contact_id) as redirected
      from touchpoints.touchpoints as t where origin_id is not null`,
    );
    expect(origins.length).toBeGreaterThan(10);
    expect(origins.every(({ redirected }) => redirected)).toBe(true);
  });

  test('sources have counted what they brought, day by day', async () => {
    const days = await rowsOf(
      db,
      sql<{ right: boolean }>`
      with counted as (
        select source_id, (received_at at time zone 'UTC')::date as day, count(*) as count
        from touchpoints.touchpoints group by 1, 2)
      select d.seen = d.stored + d.duplicate + d.skipped + d.bot and d.stored is not distinct from c.count as right
      from touchpoints.source_days as d full join counted as c using (source_id, day)`,
    );
    expect(days.length).toBeGreaterThan(500);
    expect(days.every(({ right }) => right)).toBe(true);
    const receipts = await rowsOf(
      db,
      sql<{ kept: boolean; there: boolean }>`
      select s.kind in ('hand', 'import') or t.received_at >= ${until}::timestamptz - interval '90 days' as kept,
        r.id is not null as there
      from touchpoints.touchpoints as t join touchpoints.sources as s on s.id = t.source_id
      left join touchpoints.receipts as r on r.id = t.id and r.received_at = t.received_at`,
    );
    expect(receipts.filter(({ kept, there }) => kept !== there)).toEqual([]);
  });

  test('the last answer on consent is the state of it; colleagues have no way in', async () => {
    expect(
      await rowsOf(
        db,
        sql`
        select contact_id from audience.consent_states as s where (state, consent_id) is distinct from (
          select (state, id) from audience.consents as c
          where (c.contact_id, c.purpose, c.channel) = (s.contact_id, s.purpose, s.channel)
          order by happened_at desc, id desc limit 1)`,
      ),
    ).toEqual([]);
    const people = await rowsOf(
      db,
      sql<{ deactivated: boolean; accounts: number }>`
      select deactivated_at is not null as deactivated,
        (select count(*) from workspace.accounts where user_id = u.id) as accounts
      from workspace.users as u where email like '%@hallow-reed.example'`,
    );
    expect(people).toHaveLength(7);
    expect(people.every(({ deactivated, accounts }) => deactivated && accounts === 0)).toBe(true);
  });
});

describe('a load that is broken off', () => {
  test('goes on where it stopped, and ends in the same world', async () => {
    const [whole, broken] = await Promise.all([freshDatabase(), freshDatabase()]);
    await loadSmall(whole, 1_300);
    const world = await beginWorld(broken.db, system, { seed: 3, contacts: 1_300, end: until });
    let batches = 0;
    const stopped = await loadWorld(broken, system, world, { isCancelled: () => batches++ > 0 });
    expect(stopped.contacts).toBeLessThan(1_300);
    expect((await findWorld(broken.db))?.loaded_at).toBeNull();

    const half = await beginWorld(broken.db, system, { seed: 3, contacts: 1_300 });
    const dying = loadWorld(broken, system, half, {
      afterBatch: async () => {
        throw new Error('the power went');
      },
    });
    await expect(dying).rejects.toThrow('the power went');
    expect((await findWorld(broken.db))?.contacts_done).toBe(stopped.contacts);

    const again = await beginWorld(broken.db, system, { seed: 3, contacts: 1_300 });
    await loadWorld(broken, system, again);
    for (const table of [
      'audience.identities',
      'audience.redirects',
      'touchpoints.activity',
      'sample.people',
    ])
      expect(await contentOf(broken.db, table), table).toBe(await contentOf(whole.db, table));
    await Promise.all([whole.close(), broken.close()]);
  }, 60_000);

  test('is not begun a second time as another one, nor twice at once', async () => {
    const fresh = await freshDatabase();
    const world = await beginWorld(fresh.db, system, { seed: 3, contacts: 300, end: until });
    await expect(beginWorld(fresh.db, system, { seed: 4, contacts: 300 })).rejects.toThrow(
      'was begun and not finished',
    );
    const both = await Promise.allSettled([loadWorld(fresh, system, world), loadWorld(fresh, system, world)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await findWorld(fresh.db))?.contacts_done).toBe(300);
    await expect(beginWorld(fresh.db, system, { seed: 3, contacts: 300 })).rejects.toThrow('is here already');
    await fresh.close();
  }, 30_000);
});

test('where there are people already, it is loaded only by those who say so', async () => {
  const fresh = await freshDatabase();
  await makeContact(fresh.db, { email: 'anna@real-business.com' });
  const wanted = { seed: 3, contacts: 100, end: until };
  await expect(beginWorld(fresh.db, system, wanted)).rejects.toThrow(Conflict);
  await loadWorld(fresh, system, await beginWorld(fresh.db, system, { ...wanted, besideOthers: true }));
  const { rows } = await sql<{ count: number }>`select count(*) as count from audience.contacts`.execute(
    fresh.db,
  );
  expect(rows[0]?.count).toBe(101);
  await fresh.close();
});
