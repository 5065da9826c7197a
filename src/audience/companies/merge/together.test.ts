import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '../../../platform/actor.ts';
import { transaction, type Db } from '../../../platform/db.ts';
import { Conflict } from '../../../platform/errors.ts';
import { freshDatabase, type FreshDatabase } from '../../../platform/testing/testing.ts';
import { findContact } from '../../reading.ts';
import { makeContact } from '../../testing.ts';
import { linkContacts, writeCompanies } from '../batch.ts';
import { makeCompany } from '../testing.ts';
import { mergeCompanies } from './merges.ts';
import { unmergeCompanies } from './unmerges.ts';

let fresh: FreshDatabase;
beforeAll(async () => void (fresh = await freshDatabase()));
afterAll(() => fresh.close());

const both = async (db: Db) => [
  await makeCompany(db, { name: 'Salon Bloom' }),
  await makeCompany(db, { name: 'Salon Bloom GmbH' }),
];

const statusOf = (tries: PromiseSettledResult<unknown>[]) => tries.map(({ status }) => status).toSorted();

test('two people merge the same pair at once: one wins, the other is told', async () => {
  const { db } = fresh;
  const [one, other] = await both(db);
  const [oneId, otherId] = [one?.id ?? '', other?.id ?? ''];
  const tries = await Promise.allSettled([
    mergeCompanies(db, system, { keptId: oneId, goneId: otherId }),
    mergeCompanies(db, system, { keptId: otherId, goneId: oneId }),
  ]);
  expect(statusOf(tries)).toEqual(['fulfilled', 'rejected']);
  expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(Conflict) });
  const { id } = await db.selectFrom('audience.company_merges').select('id').executeTakeFirstOrThrow();
  const backs = await Promise.allSettled([
    unmergeCompanies(db, system, id),
    unmergeCompanies(db, system, id),
  ]);
  expect(statusOf(backs)).toEqual(['fulfilled', 'rejected']);
  await mergeCompanies(db, system, { keptId: oneId, goneId: otherId });
});

test('what others write while a merge goes on ends at the kept company: a file that names the gone one, a new person', async () => {
  const { db } = fresh;
  await sql`delete from audience.companies`.execute(db);
  const [kept, gone] = await both(db);
  const person = await makeContact(db);
  let merging: Promise<unknown> = Promise.resolve();
  // Written and not committed yet: the merge waits for it and takes the person along.
  await transaction(db, async (trx) => {
    await linkContacts(trx, system, [{ contactId: person.id, companyId: gone?.id ?? '' }]);
    merging = mergeCompanies(db, system, { keptId: kept?.id ?? '', goneId: gone?.id ?? '' });
    await merges(db);
  });
  const [plan] = await Promise.all([writeCompanies(db, system, [{ name: 'Salon Bloom GmbH' }]), merging]);
  expect(await findContact(db, system, person.id)).toMatchObject({ company: { id: kept?.id } });
  const { rows } = await sql<{ id: string }>`select id from audience.companies`.execute(db);
  expect([rows, plan.rows[0]?.companyId]).toEqual([[{ id: kept?.id }], kept?.id]);
});

test('who looked a company up before it became part of another refers to that one', async () => {
  const { db } = fresh;
  await sql`delete from audience.companies`.execute(db);
  const [kept, gone] = await both(db);
  let attempts = 0;
  await transaction(db, async (trx) => {
    attempts++;
    const [found] = (await lookUp(trx)).rows;
    if (attempts === 1) await mergeCompanies(db, system, { keptId: kept?.id ?? '', goneId: gone?.id ?? '' });
    await sql`insert into audience.contacts (id, family_name, stage, source, company_id, created_at, updated_at)
      values (gen_random_uuid(), 'Late', 'lead', 'unknown', ${found?.id}, now(), now())`.execute(trx);
  });
  const { rows } = await sql`select company_id from audience.contacts where family_name = 'Late'`.execute(db);
  expect([attempts, rows]).toEqual([2, [{ company_id: kept?.id }]]);
});

/** The company that is called so, or was. */
function lookUp(db: Db) {
  return sql<{ id: string }>`
    select coalesce(
      (select id from audience.companies where name = 'Salon Bloom GmbH'),
      (select company_id from audience.company_identities where kind = 'name' and value = 'salon bloom gmbh')) as id`.execute(
    db,
  );
}

/** Until the merge waits for somebody. */
async function merges(db: Db): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*) as waiting from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`.execute(db);
      return rows[0]?.waiting;
    })
    .toBeGreaterThan(0);
}
