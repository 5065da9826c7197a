import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import { ownedBy, type Permission } from '../workspace/workspace.ts';
import type { Deal, DealShown } from './contract.ts';

/** Deals as pages and programs see them; `c` is the deal, as neighbours in lists are asked for. */
export function selectDeals(db: Db) {
  return db
    .selectFrom('pipeline.deals as c')
    .select([
      'c.id',
      'c.name',
      'c.stage',
      'c.amount',
      'c.currency',
      'c.handoff_id as handoffId',
      'c.expected_close_on as expectedCloseOn',
      'c.lost_reason as lostReason',
      'c.lost_words as lostWords',
      'c.opened_at as openedAt',
      'c.closed_at as closedAt',
      'c.updated_at as updatedAt',
      'c.deleted_at as deletedAt',
    ])
    .select((eb) => [
      // Not joins: a page looks up at most as many as it has rows, and its order stays the index's.
      eb
        .selectFrom('workspace.users as u')
        .whereRef('u.id', '=', 'c.owner_id')
        .select(sql<Deal['owner']>`jsonb_build_object('id', u.id, 'name', u.name)`.as('owner'))
        .as('owner'),
      eb
        .selectFrom('audience.contacts as p')
        .whereRef('p.id', '=', 'c.contact_id')
        .where('p.deleted_at', 'is', null)
        .select(sql<Deal['contact']>`jsonb_build_object('id', p.id, 'name', p.name)`.as('contact'))
        .as('contact'),
      eb
        .selectFrom('audience.companies as k')
        .whereRef('k.id', '=', 'c.company_id')
        .where('k.deleted_at', 'is', null)
        .select(sql<Deal['company']>`jsonb_build_object('id', k.id, 'name', k.name)`.as('company'))
        .as('company'),
    ]);
}

/** Deleted ones too: the page of a deleted deal offers to restore it. */
export async function findDeal(db: Db, who: Actor, id: string): Promise<Deal> {
  const deal = await selectDeals(db)
    .where('c.id', '=', id)
    .where(ownedBy(who, 'deals.read', 'c.owner_id'))
    .executeTakeFirst();
  return deal ?? noSuchDeal();
}

/** With how it came to sales. */
export async function showDeal(db: Db, who: Actor, id: string): Promise<DealShown> {
  const deal = await findDeal(db, who, id);
  return { ...deal, handoff: deal.handoffId === null ? null : await handoffOf(db, deal.handoffId) };
}

async function handoffOf(db: Db, id: string): Promise<DealShown['handoff']> {
  const row = await db
    .selectFrom('handoff.handoffs as h')
    .leftJoin('workspace.users as u', 'u.id', 'h.rep_id')
    .where('h.id', '=', id)
    .select(['h.id', 'h.trigger', 'h.verdict', 'h.words', 'h.source', 'h.campaign'])
    .select(['h.opened_at as openedAt', 'h.verdict_at as verdictAt', 'u.id as repId', 'u.name as repName'])
    .executeTakeFirst();
  if (!row) return null;
  const { repId, repName, ...handoff } = row;
  return { ...handoff, rep: repId !== null && repName !== null ? { id: repId, name: repName } : null };
}

/** The deal, held until the transaction ends, if `who` may do this with it. */
export async function lockDeal(
  db: Db,
  who: Actor,
  permission: Permission,
  id: string,
  state: 'present' | 'deleted' = 'present',
): Promise<Deal> {
  const row = await selectDeals(db)
    .select(ownedBy(who, permission, 'c.owner_id').as('reached'))
    .where('c.id', '=', id)
    .where(ownedBy(who, 'deals.read', 'c.owner_id'))
    .where('c.deleted_at', state === 'present' ? 'is' : 'is not', null)
    .forUpdate('c')
    .executeTakeFirst();
  if (!row) return noSuchDeal();
  const { reached, ...deal } = row;
  if (reached) return deal;
  throw new Forbidden(`${deal.name} belongs to ${deal.owner?.name ?? 'nobody'}, so you may not do this.`);
}

/** Which of these deals `who` may read. */
export async function readableDeals(db: Db, who: Actor, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('pipeline.deals as c')
    .where('c.id', 'in', ids)
    .where(ownedBy(who, 'deals.read', 'c.owner_id'))
    .select('c.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function noSuchDeal(): never {
  throw new NotFound('There is no such deal, or you may not see it.');
}
