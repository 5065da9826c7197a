import { raiseStage } from '../audience/audience.ts';
import { bringPastHandoffs, type PastHandoff } from '../handoff/handoff.ts';
import { system } from '../platform/actor.ts';
import { copyLine } from '../platform/copy.ts';
import type { Db } from '../platform/db.ts';
import { writeChronicles, type Chronicle } from '../scoring/scoring.ts';
import type { Cast } from './cast.ts';
import { receivedAt } from './rows.ts';
import { DAY } from './world/calendar.ts';
import type { MadeContact } from './world/contact.ts';
import type { Dice } from './world/dice.ts';
import type { MadeDeal } from './world/handing.ts';
import { idAt } from './world/ids.ts';

/** Somebody who was just brought in, with the dice of their own. */
export type Brought = { contact: MadeContact; roll: Dice };

/** So long after somebody became hot, they would still lie on the board. */
const ON_THE_BOARD = 2 * DAY;

/** How warm these people were on their way, and what sales made of those who were handed over; the lines of their deals. */
export async function bringSelling(db: Db, brought: readonly Brought[], cast: Cast): Promise<string[]> {
  const until = new Date(cast.end);
  const people = brought.map(({ contact }) => ({ contactId: contact.id, touches: touchesOf(contact, cast) }));
  const chronicles = await writeChronicles(db, people, until);
  const deals: string[] = [];
  const handoffs: PastHandoff[] = [];
  const hotNow: string[] = [];
  for (const { contact, roll } of brought) {
    const chronicle = chronicles.get(contact.id);
    if (!chronicle) continue;
    const handoff = contact.handoff
      ? asMade(contact, contact.handoff, chronicle, roll, cast)
      : justNow(contact, chronicle, roll, cast);
    if (!handoff) continue;
    handoffs.push(handoff);
    if (!contact.handoff) hotNow.push(contact.id);
    if (contact.handoff?.deal) deals.push(dealLine(contact, contact.handoff.deal, handoff, roll));
  }
  await bringPastHandoffs(db, handoffs, { agreementId: cast.agreementId, until });
  await raiseStage(db, system, hotNow, 'mql');
  return deals;
}

function touchesOf({ touches }: MadeContact, { end }: Cast) {
  return touches.map(({ at, kind, channel, campaign, name, source, properties }) => ({
    kind,
    channel,
    campaign,
    name,
    page: properties?.['url'],
    occurredAt: new Date(at),
    receivedAt: new Date(receivedAt(at, source, end)),
  }));
}

function asMade(
  contact: MadeContact,
  made: NonNullable<MadeContact['handoff']>,
  chronicle: Chronicle,
  roll: Dice,
  cast: Cast,
): PastHandoff {
  const { openedAt, raisedHand, attempts, verdict, deal, rep } = made;
  const person = rep === null ? null : cast.person(rep);
  return {
    ...lead(contact, chronicle, new Date(openedAt), raisedHand),
    id: idAt(roll, openedAt),
    repId: person?.id ?? null,
    routedBy: person?.id ? `Looks after ${contact.region ?? contact.country}` : null,
    attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: new Date(at), words: null })),
    verdict: verdict && {
      ...verdict,
      at: new Date(verdict.at),
      recycleOn: verdict.recycleOn === null ? null : dayOf(verdict.recycleOn),
    },
    sold: deal && {
      outcome: deal.closes === null ? 'open' : deal.closes.won ? 'won' : 'lost',
      amount: deal.amount,
      currency: contact.currency,
    },
  };
}

/** Who became hot these days and was never handed over, is by now. */
function justNow(contact: MadeContact, chronicle: Chronicle, roll: Dice, cast: Cast): PastHandoff | null {
  const last = chronicle.moves.at(-1);
  const isReachable = contact.email !== null || contact.phone !== null;
  const isTheirs = contact.stage === 'lead' && contact.truth.line !== 'd2c' && isReachable;
  if (!isTheirs || last?.to !== 'hot' || cast.end - last.at.getTime() > ON_THE_BOARD) return null;
  return {
    ...lead(contact, chronicle, last.at, last.why === 'raised_hand'),
    id: idAt(roll, last.at.getTime()),
    repId: null,
    routedBy: null,
    attempts: [],
    verdict: null,
    sold: null,
  };
}

type Lead = Omit<PastHandoff, 'id' | 'repId' | 'routedBy' | 'attempts' | 'verdict' | 'sold'>;

/** Colleagues hand over, too, whom no number would have. */
const HOT_ENOUGH = 20;

function lead(
  { id: contactId, source }: MadeContact,
  chronicle: Chronicle,
  openedAt: Date,
  raised: boolean,
): Lead {
  const { fit, engagement } = chronicle.standingAt(openedAt);
  const trigger = raised ? 'raised_hand' : engagement >= HOT_ENOUGH ? 'hot' : 'manual';
  const reasons = {
    raised_hand: 'Raised a hand',
    hot: `Became hot: engagement ${Math.round(engagement)}, fit ${Math.round(fit)}`,
    manual: 'Handed over by a colleague',
  };
  return {
    contactId,
    trigger,
    rule: raised ? 'raised_hand:any' : trigger,
    openedAt,
    fit,
    engagement,
    reasons: [reasons[trigger]],
    source,
    campaign: null,
  };
}

export const dealColumns =
  'id, name, contact_id, company_id, handoff_id, owner_id, amount, currency, stage, lost_reason, expected_close_on, opened_at, closed_at, updated_at';

function dealLine(
  { id, companyId, companyName, familyName, currency }: MadeContact,
  { openedAt, amount, closes }: MadeDeal,
  handoff: PastHandoff,
  roll: Dice,
): string {
  const opened = new Date(openedAt).toISOString();
  const closed = closes ? new Date(closes.at).toISOString() : null;
  const stage = closes === null ? 'open' : closes.won ? 'won' : 'lost';
  // prettier-ignore
  return copyLine([idAt(roll, openedAt), `${companyName ?? familyName ?? 'Salon'}, opening set`, id, companyId,
    handoff.id, handoff.repId, amount, currency, stage, closes?.reason ?? null, dayOf(openedAt + 45 * DAY), opened,
    closed, closed ?? opened]);
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
