import { findCompany, findContact, mustBeColleague } from '../audience/audience.ts';
import { system, type Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, invalidField } from '../platform/errors.ts';
import { changesBetween, emit } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { readSettings } from '../workspace/workspace.ts';
import { followStage, markContacts, tellHandoff, tellWinAgain, unfollowWin } from './consequences.ts';
import type { Deal, DealChange, NewDeal } from './contract.ts';
import { toColumns, type WrittenDeal } from './deal.ts';
import './events.ts';
import { findDeal, lockDeal } from './reading.ts';

export async function createDeal(db: Db, who: Actor, input: NewDeal): Promise<Deal> {
  const { ownerId = who.kind === 'user' ? who.id : null, openedAt, ...fields } = input;
  const opened = openedAt ? new Date(openedAt) : now();
  if (opened > now())
    throw invalidField('openedAt', 'This is in the future. Open the deal when there is one.');
  return transaction(db, async (trx) => {
    await mustBeColleague(trx, ownerId);
    const known = { ...fields, ...(await peopleOf(trx, who, fields)), ...(await moneyOf(trx, fields)) };
    return openDeal(trx, who, { ...known, name: input.name, ownerId, openedAt: opened, handoffId: null });
  });
}

export type Opening = WrittenDeal & {
  name: string;
  ownerId: string | null;
  openedAt: Date;
  handoffId: string | null;
};

/** Opens it with what was checked before; call it in a transaction. */
export async function openDeal(db: Db, who: Actor, opening: Opening): Promise<Deal> {
  const { name, ownerId, openedAt, handoffId, ...fields } = opening;
  const id = newId();
  await db
    .insertInto('pipeline.deals')
    .values({
      ...toColumns(fields),
      id,
      name,
      owner_id: ownerId,
      handoff_id: handoffId,
      stage: 'open',
      opened_at: openedAt,
      created_by: who.kind === 'user' ? who.id : null,
      updated_at: now(),
    })
    .execute();
  // Whoever opens a deal for another team sees what they opened, this once.
  const deal = await findDeal(db, system, id);
  const changes = changesBetween<Record<string, unknown>>({}, { name, ...fields, ownerId });
  await emit(db, who, [{ ...about(deal, worthOf(deal)), name: 'deal.opened', changes }]);
  await followStage(db, who, deal);
  await tellHandoff(db, who, deal, 'open');
  await markContacts(db, deal.contact?.id);
  return deal;
}

/** Writes what differs. With `updatedAt` it refuses when somebody changed the deal since. */
export async function editDeal(db: Db, who: Actor, id: string, input: DealChange): Promise<Deal> {
  const { updatedAt, ...change } = input;
  return transaction(db, async (trx) => {
    const deal = await lockDeal(trx, who, 'deals.edit', id);
    if (updatedAt) await refuseStale(trx, deal, new Date(updatedAt));
    const before: WrittenDeal = {
      ...deal,
      contactId: deal.contact?.id ?? null,
      companyId: deal.company?.id ?? null,
    };
    const people = await peopleOf(trx, who, change, before);
    const after: WrittenDeal = { ...change, ...people, ...(await moneyOf(trx, change, deal)) };
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0) return deal;
    await trx
      .updateTable('pipeline.deals')
      .set({
        ...toColumns(after),
        // It is no merge's any more that it is this contact's.
        ...(changes['contactId'] && { merges: [] }),
        updated_at: now(),
      })
      .where('id', '=', id)
      .execute();
    const edited = await findDeal(trx, who, id);
    await emit(trx, who, [{ ...about(edited, {}), name: 'deal.updated', changes }]);
    if (changes['contactId'] && deal.stage === 'won') await followNewContact(trx, who, deal, edited);
    if (changes['amount'] || changes['currency']) await correctWorth(trx, who, edited);
    await markContacts(trx, before.contactId, edited.contact?.id);
    return edited;
  });
}

export async function assignDeal(db: Db, who: Actor, id: string, ownerId: string | null): Promise<Deal> {
  return transaction(db, async (trx) => {
    const before = await lockDeal(trx, who, 'deals.edit', id);
    const from = before.owner?.id ?? null;
    if (from === ownerId) return before;
    await mustBeColleague(trx, ownerId);
    await trx
      .updateTable('pipeline.deals')
      .set({ owner_id: ownerId, updated_at: now() })
      .where('id', '=', id)
      .execute();
    const changes = { ownerId: { from, to: ownerId } };
    await emit(trx, who, [{ ...about(before, { from, to: ownerId }), name: 'deal.assigned', changes }]);
    return findDeal(trx, system, id);
  });
}

/**
 * What it brought to the hand-off it came from is not counted any more, and neither is a sale. That it was opened or lost
 * stays on the contact's line: so it was.
 */
export async function deleteDeal(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const deal = await lockDeal(trx, who, 'deals.edit', id);
    await trx
      .updateTable('pipeline.deals')
      .set({ deleted_at: now(), updated_at: now() })
      .where('id', '=', id)
      .execute();
    await emit(trx, who, [{ ...about(deal, {}), name: 'deal.deleted' }]);
    if (deal.stage === 'won') await unfollowWin(trx, who, deal, 'was deleted');
    await tellHandoff(trx, who, { ...deal, amount: null, currency: null }, 'open');
    await markContacts(trx, deal.contact?.id);
  });
}

export async function restoreDeal(db: Db, who: Actor, id: string): Promise<Deal> {
  return transaction(db, async (trx) => {
    const deal = await lockDeal(trx, who, 'deals.edit', id, 'deleted');
    await trx
      .updateTable('pipeline.deals')
      .set({ deleted_at: null, updated_at: now() })
      .where('id', '=', id)
      .execute();
    await emit(trx, who, [{ ...about(deal, {}), name: 'deal.restored' }]);
    if (deal.stage === 'won') await followStage(trx, who, deal);
    await tellHandoff(trx, who, deal, deal.stage);
    await markContacts(trx, deal.contact?.id);
    return findDeal(trx, who, id);
  });
}

/** A sale is somebody else's: theirs it is from now on, and only theirs. */
async function followNewContact(db: Db, who: Actor, before: Deal, after: Deal): Promise<void> {
  await unfollowWin(db, who, before, 'is with somebody else');
  await followStage(db, who, after);
}

/** Sums of sales, and of what marketing brought, are made of what a deal is worth. */
async function correctWorth(db: Db, who: Actor, deal: Deal): Promise<void> {
  if (deal.stage === 'won') await tellWinAgain(db, who, deal);
  await tellHandoff(db, who, deal, deal.stage);
}

/** What an event about a deal says besides what changed. */
export function about<More extends object>({ id, name }: Pick<Deal, 'id' | 'name'>, more: More) {
  return { subject: { kind: 'deal', id }, payload: { name, ...more } };
}

export function worthOf({ amount, currency, owner, contact, handoffId }: Deal) {
  return { amount, currency, handoffId, ownerId: owner?.id ?? null, contactId: contact?.id ?? null };
}

/** A contact and a company that `who` sees; of a new deal that names only a contact, the company they work for. */
async function peopleOf(
  db: Db,
  who: Actor,
  { contactId, companyId }: WrittenDeal,
  before?: WrittenDeal,
): Promise<Pick<WrittenDeal, 'contactId' | 'companyId'>> {
  const contact =
    contactId && contactId !== before?.contactId ? await findContact(db, who, contactId) : undefined;
  if (contact?.deletedAt) throw invalidField('contactId', 'This contact was deleted. Choose another one.');
  if (companyId && companyId !== before?.companyId) {
    const company = await findCompany(db, who, companyId);
    if (company.deletedAt) throw invalidField('companyId', 'This company was deleted. Choose another one.');
  }
  return {
    // Somebody who became part of another contact is that one now.
    ...(contact && { contactId: contact.id }),
    ...(contact && companyId === undefined && !before && { companyId: contact.company?.id ?? null }),
  };
}

/** An amount has a currency, that of the workspace when none is named; without an amount there is none. */
export async function moneyOf(
  db: Db,
  { amount, currency }: WrittenDeal,
  before: Pick<Deal, 'amount' | 'currency'> = { amount: null, currency: null },
): Promise<Pick<WrittenDeal, 'amount' | 'currency'>> {
  if (amount === undefined && currency === undefined) return {};
  const sum = amount === undefined ? before.amount : amount;
  if (sum === null) return { amount: null, currency: null };
  return { amount: sum, currency: currency ?? before.currency ?? (await readSettings(db)).currency };
}

async function refuseStale(db: Db, deal: Deal, basedOn: Date): Promise<void> {
  if (deal.updatedAt.getTime() === basedOn.getTime()) return;
  const last = await db
    .selectFrom('platform.events')
    .select('actor_name')
    .where('subject_kind', '=', 'deal')
    .where('subject_id', '=', deal.id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const changedBy = last?.actor_name ?? 'Somebody';
  const message = `${changedBy} changed ${deal.name} while you were writing. Your change was not saved.`;
  throw new Conflict(message, { changedBy, changedAt: deal.updatedAt, deal });
}
