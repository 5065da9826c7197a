import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { cutPage } from '../../platform/lists.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { HandedContact, HandedQuery, HandOver } from './contract.ts';
import { countsOf } from './hand-overs.ts';
import './tables.ts';

/** What became of those that were handed over together: for whoever did it, and for who leads all. */
export async function showHandOver(db: Db, who: Actor, operationId: string): Promise<HandOver> {
  const { started_at: startedAt, started_by_name: startedBy, state } = await mustReach(db, who, operationId);
  const going = state === 'queued' || state === 'running';
  return { id: operationId, startedAt, startedBy, going, counts: await countsOf(db, operationId) };
}

type Page = { items: HandedContact[]; next: string | null };

/** By name they would have to be sorted all; in the order of their ids a page is a range of the key. */
export async function listHanded(
  db: Db,
  who: Actor,
  operationId: string,
  { outcome, cursor, limit }: HandedQuery,
): Promise<Page> {
  const { started_by: startedBy } = await mustReach(db, who, operationId);
  // Whoever handed them over knew them, whose ever they have become by that.
  const seen = startedBy === who.id ? sql`true` : ownedBy(who, 'contacts.read', 'c.owner_id');
  const { rows } = await sql<HandedContact>`
    select c.id, c.name, c.company_name as "companyName", o.handoff_id as "handoffId", u.name as rep,
      case when o.outcome = 'rejected' then h.reason end as reason
    from handoff.hand_overs as o
    join audience.contacts as c on c.id = o.contact_id
    left join handoff.handoffs as h on h.id = o.handoff_id
    left join workspace.users as u on u.id = h.rep_id
    where o.operation_id = ${operationId}::uuid and o.outcome = ${outcome} and ${seen}
      and ${cursor === undefined ? sql`true` : sql`o.contact_id > ${cursor}::uuid`}
    order by o.contact_id limit ${limit + 1}`.execute(db);
  const { rows: items, next } = cutPage(rows, limit);
  return { items, next };
}

async function mustReach(db: Db, who: Actor, id: string) {
  const operation = await db
    .selectFrom('platform.operations')
    .select(['started_at', 'started_by', 'started_by_name', 'state'])
    .where('id', '=', id)
    .where('kind', '=', 'handoffs.hand-over')
    .executeTakeFirst();
  const theirs = operation?.started_by === who.id && who.id !== null;
  if (!operation || !(theirs || leaders.has(who.role)))
    throw new NotFound('There is no such hand-over, or it is not yours; they are kept for 90 days.');
  return operation;
}

const leaders = new Set(['owner', 'admin', 'sales_manager', 'marketing_manager']);
