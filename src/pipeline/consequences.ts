import { markTouched, raiseStage } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { tell } from '../platform/listeners.ts';
import { newId } from '../platform/ids.ts';
import { byHand, record, takeOff } from '../touchpoints/touchpoints.ts';
import type { Deal } from './contract.ts';
import { makeCustomer, unmakeCustomer } from './customers.ts';
import { lostReasons, type Stage } from './deal.ts';

/** What segments say they depend on when they ask about deals. */
export const DEALS_MARK = 'deals';

const kinds = { open: 'deal_opened', won: 'deal_won', lost: 'deal_lost' } as const;

/**
 * What else is true once a deal is opened, won or lost: it stands on its contact's line, where the score learns from it,
 * and the contact is an opportunity or a customer. Part of the transaction of the deal.
 */
export async function followStage(db: Db, who: Actor, deal: Deal): Promise<void> {
  const { contact, stage } = deal;
  if (!contact) return;
  await putOnLine(db, who, deal, contact.id);
  if (stage === 'won') await makeCustomer(db, who, deal);
  if (stage === 'open') await raiseStage(db, who, [contact.id], 'opportunity');
}

/** Its worth or its day was corrected: the sale stands on the line once, as it is now. */
export async function tellWinAgain(db: Db, who: Actor, deal: Deal): Promise<void> {
  if (!deal.contact) return;
  await takeOff(db, who, winOf(deal.id, deal.contact.id));
  await putOnLine(db, who, deal, deal.contact.id);
}

/** It was not won after all: the sale stands no more on the line, and whom it made a customer is what they were. */
export async function unfollowWin(
  db: Db,
  who: Actor,
  deal: Pick<Deal, 'id' | 'name' | 'contact'>,
  why: string,
): Promise<void> {
  if (!deal.contact) return;
  await takeOff(db, who, winOf(deal.id, deal.contact.id));
  await unmakeCustomer(db, who, deal, why);
}

function winOf(dealId: string, contactId: string) {
  return { contactId, kind: kinds.won, properties: { dealId } };
}

async function putOnLine(db: Db, who: Actor, deal: Deal, contactId: string): Promise<void> {
  const { stage, amount, currency, lostReason, lostWords } = deal;
  await record(db, who, byHand, [
    {
      messageId: newId(),
      person: { contactId },
      occurredAt: deal.closedAt ?? deal.openedAt,
      kind: kinds[stage],
      name: deal.name,
      team: 'sales',
      actor: { id: who.id, name: who.name },
      // Only what is won is worth something: sums of what people brought are made of this.
      ...(stage === 'won' ? { value: amount, currency } : {}),
      properties: {
        dealId: deal.id,
        // A deal that is won says so in its value.
        ...(amount === null || stage === 'won' ? {} : { worth: { amount, currency } }),
        ...(lostReason === null ? {} : { reason: lostReasons[lostReason] }),
        ...(lostWords === null ? {} : { note: lostWords }),
      },
    },
  ]);
}

/** The hand-off it came from learns what became of it. */
export async function tellHandoff(
  db: Db,
  who: Actor,
  { handoffId, amount, currency }: Pick<Deal, 'handoffId' | 'amount' | 'currency'>,
  outcome: Stage,
): Promise<void> {
  if (handoffId === null) return;
  await tell(db, who, 'handoffs.sold', { handoffIds: [handoffId], outcome, amount, currency });
}

/** Segments that ask about deals look at these contacts again. */
export async function markContacts(db: Db, ...contacts: (string | null | undefined)[]): Promise<void> {
  const ids = contacts.filter((id) => typeof id === 'string');
  if (ids.length > 0) await markTouched(db, ids, [DEALS_MARK]);
}
