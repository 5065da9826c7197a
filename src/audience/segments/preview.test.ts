import { sql } from 'kysely';
import { expect } from 'vitest';
import { system } from '../../platform/actor.ts';
import { freshDatabase, test } from '../../platform/testing/testing.ts';
import { countSample, previewSegment } from './preview.ts';
import { all, contactIs } from './testing.ts';
import { understandTree } from './understanding.ts';

test('a sample comes near what a count would say, also for the one in a hundred', async () => {
  const { db, close } = await freshDatabase();
  try {
    await sql`
      insert into audience.contacts (id, given_name, city, country, stage, source, created_at, updated_at)
      select gen_random_uuid(), 'Nora', case when n % 10 = 0 then 'Leeds' else 'York' end, 'GB', 'lead', 'event', now(), now()
      from generate_series(1, 6000) as n`.execute(db);
    await sql`
      insert into audience.stage_moves (contact_id, id, to_stage, moved_at, moved_by_kind, moved_by_name)
      select id, gen_random_uuid(), 'customer', now(), 'system', 'Tandem' from (
        select id, row_number() over (partition by city order by id) as place from audience.contacts) as c
      where place % 5 = 0`.execute(db);
    await sql`analyze audience.contacts`.execute(db);
    const became = { source: 'stage', stage: 'customer', period: { last: '7d' } };
    const rare = all(contactIs('city', 'is', 'Leeds'), became);
    const sampled = await countSample(db, await understandTree(db, rare));
    // Of 600 in Leeds all are looked at.
    expect(sampled.estimate).toEqual({ count: 120, exact: false });
    const many = await countSample(db, await understandTree(db, all(became)));
    expect(many.estimate.count).toBeGreaterThan(900);
    expect(many.estimate.count).toBeLessThan(1_500);
    const counted = await previewSegment(db, system, rare);
    expect(counted.estimate).toEqual({ count: 120, exact: true });
    expect(counted.people.length).toBe(10);
  } finally {
    await close();
  }
});
