import { findContact } from '../audience/audience.ts';
import { system, type Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { ListenerMap } from '../platform/listeners.ts';
import { moneyOf, openDeal } from './deals.ts';

/**
 * Whoever accepts a lead may open a deal with it: theirs, of the lead and of the company the lead works for. A hand-off
 * has one deal at most; asked for again, it is the one that is there.
 */
export async function openWished(db: Db, who: Actor, told: ListenerMap['handoff.judged']): Promise<void> {
  const { verdict, deal: wish, handoffId, contactId, repId } = told;
  if (verdict !== 'accepted' || !wish) return;
  const there = await db
    .selectFrom('pipeline.deals')
    .select('id')
    .where('handoff_id', '=', handoffId)
    .executeTakeFirst();
  if (there) return told.opened(there.id);
  // That the rep may work with this lead, the hand-off has said.
  const contact = await findContact(db, system, contactId);
  const { name, amount, currency, expectedCloseOn } = wish;
  const worth = await moneyOf(db, { amount, currency });
  const deal = await openDeal(db, who, {
    name,
    ...worth,
    expectedCloseOn,
    contactId: contact.id,
    companyId: contact.company?.id ?? null,
    ownerId: repId,
    handoffId,
    openedAt: now(),
  });
  told.opened(deal.id);
}
