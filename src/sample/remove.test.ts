import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeContact } from '../audience/testing.ts';
import { system } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { tell } from '../platform/listeners.ts';
import { newId } from '../platform/ids.ts';
import { freshDatabase } from '../platform/testing/testing.ts';
import { trainPropensity } from '../scoring/scoring.ts';
import { beginRemoval, removeWorld } from './remove.ts';
import { loadSmall } from './testing.ts';

/**
 * How many rows every table of the rooms has, but for what tells that the sample was here, marks a round takes away, and
 * the model everybody begins with.
 */
async function rowCounts(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select t.name, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || t.name, false, true, '')))[1]::text::bigint as count
    from (select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname in ('audience', 'touchpoints', 'scoring', 'handoff', 'pipeline', 'workspace', 'sample')) as t
    where t.name not in ('sample.choices', 'audience.segment_touched', 'scoring.touched', 'scoring.models') order by 1`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

describe('removing the sample', () => {
  test('takes away exactly what it brought, and stops and goes on as it likes', async () => {
    const fresh = await freshDatabase();
    const { db } = fresh;
    const before = await rowCounts(db);
    await loadSmall(fresh, 1_300);
    await trainPropensity(db, 90);
    expect((await rowCounts(db))['scoring.propensity_trainings']).toBe(1);
    expect(await beginRemoval(db)).toBe(1_300);
    let batches = 0;
    const part = await removeWorld(db, system, { isCancelled: () => batches++ > 0 });
    expect(part.contacts).toBe(500);
    const rest = await removeWorld(db, system);
    expect(rest.contacts).toBe(800);
    expect(await rowCounts(db)).toEqual(before);
    const { rows } = await sql<{ name: string }>`
      select distinct name from platform.events where subject_kind in ('contact', 'company')`.execute(db);
    expect(rows).toEqual([]);
    await fresh.close();
  }, 60_000);

  test('leaves real people, also one who was merged into somebody of the sample', async () => {
    const fresh = await freshDatabase();
    const { db } = fresh;
    await loadSmall(fresh, 200);
    const real = await makeContact(db, { givenName: 'Anna', email: 'anna@real-business.com' });
    const gone = await makeContact(db, { givenName: 'Ben', email: 'ben@real-business.com' });
    const { contact_id: kept } = await db
      .selectFrom('sample.people')
      .select('contact_id')
      .where('line', '=', 'd2c')
      .executeTakeFirstOrThrow();
    await db
      .transaction()
      .execute((trx) =>
        tell(trx, system, 'contacts.merged', { mergeId: newId(), keptId: kept, goneId: gone.id }),
      );
    await beginRemoval(db);
    await removeWorld(db, system);
    const left = await db.selectFrom('audience.contacts').select('id').orderBy('id').execute();
    expect(left.map(({ id }) => id)).toEqual([real.id, gone.id, kept].toSorted());
    await fresh.close();
  }, 30_000);
});
