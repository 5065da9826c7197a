import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Listeners, ListenerMap } from '../platform/listeners.ts';
import type { Headings } from '../platform/personal-data.ts';
import { forgetHistory } from '../workspace/workspace.ts';
import { lostReasons, unitsOf } from './deal.ts';
import { markContacts } from './consequences.ts';
import { openWished } from './opening.ts';

/** Deals follow their contacts and companies: into a merge and out of it again, and a person who is erased leaves them behind nameless. */
export const listeners: Listeners = {
  'handoff.judged': openWished,
  'contacts.absorbed': async (db, _who, { absorbed }) => {
    const [gone, kept] = [[...absorbed.keys()], [...absorbed.values()]];
    await sql`
      update pipeline.deals as d set contact_id = a.kept
      from unnest(${gone}::uuid[], ${kept}::uuid[]) as a (gone, kept) where d.contact_id = a.gone`.execute(
      db,
    );
    await markContacts(db, ...kept);
  },
  'contacts.merged': async (db, _who, { mergeId, keptId, goneId }) => {
    await sql`
      update pipeline.deals set contact_id = ${keptId}, merges = merges || ${mergeId}::uuid
      where contact_id = ${goneId}`.execute(db);
    // By which deal the one they are now became a customer, nobody can say any more: so none takes it away.
    await sql`update pipeline.deals set made_customer_from = null, made_customer_at = null
      where contact_id = ${keptId} and made_customer_at is not null`.execute(db);
    await markContacts(db, keptId, goneId);
  },
  'contacts.unmerged': async (db, _who, { mergeId, keptId, goneId }) => {
    await sql`
      update pipeline.deals
      set contact_id = ${goneId}, merges = merges[:array_position(merges, ${mergeId}::uuid) - 1]
      where contact_id = ${keptId} and ${mergeId}::uuid = any(merges)`.execute(db);
    await markContacts(db, keptId, goneId);
  },
  'contacts.unmaking': async (db, _who, { ids, keep }) => {
    const { rows } = await sql<{ id: string }>`
      select distinct contact_id as id from pipeline.deals where contact_id = any(${ids}::uuid[])`.execute(
      db,
    );
    for (const { id } of rows) keep(id, 'Has a deal since.');
  },
  'contacts.erased': (db, _who, told) => forgetPeople(db, told),
  'companies.merged': async (db, _who, { mergeId, keptId, goneId }) => {
    await sql`
      update pipeline.deals set company_id = ${keptId}, company_merges = company_merges || ${mergeId}::uuid
      where company_id = ${goneId}`.execute(db);
  },
  'companies.unmerged': async (db, _who, { mergeId, keptId, goneId }) => {
    await sql`
      update pipeline.deals set company_id = ${goneId},
        company_merges = company_merges[:array_position(company_merges, ${mergeId}::uuid) - 1]
      where company_id = ${keptId} and ${mergeId}::uuid = any(company_merges)`.execute(db);
  },
  'companies.weighed': async (db, _who, { ids, count }) => {
    const { rows } = await sql<{ id: string; deals: number }>`
      select company_id as id, count(*) as deals from pipeline.deals
      where company_id = any(${ids}::uuid[]) and deleted_at is null group by 1`.execute(db);
    for (const { id, deals } of rows) count(id, 'deals', deals);
  },
};

/**
 * What was sold stays, for the books: the amount, the days, the company, whose it was. Its name and what was said may
 * name the person, so both go, here and in the history.
 */
async function forgetPeople(db: Db, { ids, count }: ListenerMap['contacts.erased']): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update pipeline.deals set contact_id = null, merges = '{}', name = ${NAMELESS}, lost_words = null, handoff_id = null,
      made_customer_from = null, made_customer_at = null
    where contact_id = any(${ids}::uuid[]) returning id`.execute(db);
  const deals = rows.map(({ id }) => id);
  await forgetHistory(db, 'deal', deals, count);
  count('Deals, emptied', rows.length);
}

const NAMELESS = 'Deal of an erased contact';

/** The deals with these people, for the copy they may ask for. */
export async function personalData(db: Db, contactIds: string[]): Promise<Headings> {
  const reasons = Object.entries(lostReasons).map(([reason, label]) => ({ reason, label }));
  const { rows } = await sql<Record<string, unknown>>`
    select d.name as "Name", d.stage as "Stage", (d.amount::numeric / ${sql.raw(unitsOf('d.currency'))})::text as "Amount",
      d.currency as "Currency", r.label as "Lost because", d.lost_words as "In words", u.name as "Looked after by",
      d.expected_close_on as "Expected", d.opened_at as "Opened", d.closed_at as "Closed"
    from pipeline.deals as d
    left join json_to_recordset(${JSON.stringify(reasons)}::json) as r (reason text, label text) on r.reason = d.lost_reason
    left join workspace.users as u on u.id = d.owner_id
    where d.contact_id = any(${contactIds}::uuid[]) order by d.opened_at`.execute(db);
  return { Deals: rows };
}
