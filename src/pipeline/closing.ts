import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { invalidField } from '../platform/errors.ts';
import { changesBetween, emit, type NewEvent } from '../platform/events.ts';
import { followStage, markContacts, tellHandoff, tellWinAgain, unfollowWin } from './consequences.ts';
import type { Deal, NewStage } from './contract.ts';
import { closingTime, type LostReason, type Stage } from './deal.ts';
import { about, worthOf } from './deals.ts';
import './events.ts';
import { findDeal, lockDeal } from './reading.ts';

type Loss = { reason: LostReason; words?: string | undefined; closedAt?: Date | undefined };

/** Sold: the contact is a customer from now on. */
export function winDeal(db: Db, who: Actor, id: string, { closedAt }: { closedAt?: Date | undefined } = {}) {
  return moveDeal(db, who, id, { stage: 'won', closedAt });
}

/** Not sold, and why. The contact stays where they are, unless it was this deal that had made them a customer. */
export function loseDeal(db: Db, who: Actor, id: string, loss: Loss): Promise<Deal> {
  return moveDeal(db, who, id, { stage: 'lost', ...loss });
}

/** It was closed by mistake, or they came back. Whoever became a customer only by it, is what they were before. */
export function reopenDeal(db: Db, who: Actor, id: string): Promise<Deal> {
  return moveDeal(db, who, id, { stage: 'open' });
}

/** As pages and programs ask for it. */
export function setStage(db: Db, who: Actor, id: string, input: NewStage): Promise<Deal> {
  const closedAt = input.closedAt === undefined ? undefined : new Date(input.closedAt);
  if (input.stage === 'won') return winDeal(db, who, id, { closedAt });
  if (input.stage === 'open' || input.reason === undefined) return reopenDeal(db, who, id);
  return loseDeal(db, who, id, { reason: input.reason, words: input.words, closedAt });
}

type Move = { stage: Stage; closedAt?: Date | undefined } & Partial<Loss>;

/** Also to where it stands already: then only the day or the reason becomes another. */
async function moveDeal(db: Db, who: Actor, id: string, move: Move): Promise<Deal> {
  return transaction(db, async (trx) => {
    const before = await lockDeal(trx, who, 'deals.edit', id);
    const same = before.stage === move.stage;
    const after = {
      stage: move.stage,
      closedAt: closedAtOf(before, move),
      lostReason: move.reason ?? null,
      lostWords: move.words || null,
    };
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0) return before;
    await trx
      .updateTable('pipeline.deals')
      .set({
        stage: after.stage,
        closed_at: after.closedAt,
        lost_reason: after.lostReason,
        lost_words: after.lostWords,
        updated_at: now(),
      })
      .where('id', '=', id)
      .execute();
    const moved = await findDeal(trx, who, id);
    await emit(trx, who, [{ ...eventOf(moved, same), changes }]);
    if (!same && before.stage === 'won')
      await unfollowWin(trx, who, before, moved.stage === 'open' ? 'was opened again' : 'was lost');
    // Opened again, it is no new deal: on the contact's line it was opened once.
    if (!same && moved.stage !== 'open') await followStage(trx, who, moved);
    if (same && moved.stage === 'won') await tellWinAgain(trx, who, moved);
    if (!same) await tellHandoff(trx, who, moved, moved.stage);
    await markContacts(trx, moved.contact?.id);
    return moved;
  });
}

function closedAtOf(before: Deal, { stage, closedAt }: Move): Date | null {
  if (stage === 'open') return null;
  if (closedAt === undefined && before.stage === stage && before.closedAt) return before.closedAt;
  const at = closingTime(closedAt, { openedAt: before.openedAt, now: now() });
  if ('problem' in at) throw invalidField('closedAt', at.problem);
  return at;
}

function eventOf(deal: Deal, same: boolean): NewEvent {
  if (same) return { ...about(deal, {}), name: 'deal.updated' };
  const worth = worthOf(deal);
  if (deal.stage === 'won') return { ...about(deal, worth), name: 'deal.won' };
  if (deal.stage === 'open') return { ...about(deal, worth), name: 'deal.reopened' };
  return { ...about(deal, { ...worth, reason: deal.lostReason ?? 'other' }), name: 'deal.lost' };
}
