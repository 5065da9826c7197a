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
import type { MadeDeal, MadeHandoff } from './world/handing.ts';
import { idAt } from './world/ids.ts';
import { territories } from './world/territories.ts';

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
    const made = contact.handoff;
    const handoff = made
      ? asMade(contact, made, chronicle, roll, cast)
      : justNow(contact, chronicle, roll, cast);
    if (!handoff) continue;
    handoffs.push(handoff);
    if (!made) hotNow.push(contact.id);
    if (made?.deal) deals.push(dealLine(contact, made.deal, handoff, roll));
    if (made?.again) handoffs.push(backAgain(asMade(contact, made.again, chronicle, roll, cast), handoff));
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
  made: MadeHandoff,
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
    ...(person?.id ? givenTo(contact, made, person.name) : { routedBy: null, assignedAt: null }),
    attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: new Date(at) })),
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

/** The routing takes seconds; what lay in the queue, minutes, and always less than the first try. */
const ROUTED_MS = 3_000;
const CLAIMED_MS = 12 * 60_000;

function givenTo(
  { region, country, owner }: MadeContact,
  { openedAt, rep, territory, attempts, verdict }: MadeHandoff,
  name: string,
): Pick<PastHandoff, 'routedBy' | 'assignedAt'> {
  const first = attempts[0]?.at ?? verdict?.at ?? Number.POSITIVE_INFINITY;
  const after = (ms: number) => new Date(openedAt + Math.floor(Math.min(ms, (first - openedAt) / 2)));
  if (rep === 'me') return { routedBy: `Claimed by ${name}`, assignedAt: after(CLAIMED_MS) };
  const known = { routedBy: `${name} owns this contact`, assignedAt: after(ROUTED_MS) };
  if (territory === null) return owner === rep ? known : { ...known, routedBy: `${name} took it` };
  const rule = territories[territory].name;
  return { ...known, routedBy: `${rule}; ${name} looks after ${region ?? country}` };
}

/** On the day agreed they come to whoever had them. */
function backAgain(handoff: PastHandoff, before: PastHandoff): PastHandoff {
  const words = before.verdict?.words;
  return {
    ...handoff,
    trigger: 'recycled',
    rule: 'recycled',
    reasons: ['Comes back on the day agreed'],
    ...(words ? { note: `Put off with the words: ${words}` } : {}),
    returnedFrom: before.id,
    routedBy: handoff.repId === before.repId ? 'Had this lead before' : handoff.routedBy,
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
    assignedAt: null,
    attempts: [],
    verdict: null,
    sold: null,
  };
}

type Lead = Omit<PastHandoff, 'id' | 'repId' | 'routedBy' | 'assignedAt' | 'attempts' | 'verdict' | 'sold'>;

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
