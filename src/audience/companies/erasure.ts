import { sql } from 'kysely';
import { system } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { forgetHistory } from '../../workspace/workspace.ts';
import './events.ts';
import './merge/tables.ts';

const RESTORABLE_DAYS = 30;
const COMPANIES_PER_BATCH = 500;

/** Companies deleted 30 days ago go for good, and with them what undoing bulk changes would need. */
export async function eraseDeletedCompanies(db: Db): Promise<number> {
  const before = new Date(now().getTime() - RESTORABLE_DAYS * 86_400_000);
  await db.deleteFrom('audience.company_bulk_changes').where('made_at', '<', before).execute();
  let erased = 0;
  for (let batch = COMPANIES_PER_BATCH; batch === COMPANIES_PER_BATCH; erased += batch)
    batch = await transaction(db, (trx) => eraseBatch(trx, before));
  return erased;
}

/** Their contacts and subsidiaries stay and belong to nobody. Of what happened only the kind, the time and the actor stay. */
async function eraseBatch(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from audience.companies where id in (
      select id from audience.companies where deleted_at < ${before}
      order by id limit ${COMPANIES_PER_BATCH} for update skip locked)
    returning id`.execute(db);
  const ids = rows.map(({ id }) => id);
  const parts = await forgetMerges(db, ids);
  await forgetHistory(db, 'company', [...ids, ...parts]);
  await emit(
    db,
    system,
    ids.map((id) => ({ name: 'company.erased', subject: { kind: 'company', id }, payload: {} })),
  );
  return ids.length;
}

/** What became part of them goes with them. Answers the ids of those. */
async function forgetMerges(db: Db, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive inside as (
      select id, gone_company_id, unmerged_at from audience.company_merges where company_id = any(${ids}::uuid[])
      union
      select m.id, m.gone_company_id, m.unmerged_at
      from inside as i join audience.company_merges as m on m.company_id = i.gone_company_id and i.unmerged_at is null
    ), forgotten as (
      delete from audience.company_merges where id in (select id from inside)
    )
    select distinct gone_company_id as id from inside where unmerged_at is null`.execute(db);
  return rows.map(({ id }) => id);
}
