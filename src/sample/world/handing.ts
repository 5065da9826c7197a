import { DAY, HOUR } from './calendar.ts';
import type { Somebody } from './colleague.ts';
import type { Move } from './contact.ts';
import { between, chance, logNormal, pick, weighted, whole, type Dice } from './dice.ts';
import type { Prospect } from './prospect.ts';
import { bySales, type Touch } from './touch.ts';
import { territoryOf, type TerritoryName } from './territories.ts';
import { attemptOf, attemptsIn, triesOf, type MadeAttempt } from './trying.ts';

/** How a lead was handed to sales, and what became of it there. */
export type MadeHandoff = {
  openedAt: number;
  raisedHand: boolean;
  /** `me` for what lies on the desk of whoever loaded the sample; null in the queue. */
  rep: Somebody | null;
  /** By which rule it went to them; null for people written by hand. */
  territory: TerritoryName | null;
  attempts: MadeAttempt[];
  verdict: MadeVerdict | null;
  deal: MadeDeal | null;
  /** What sales tried and said, as it stands on the contact's line beside all the rest. */
  touches: Touch[];
  /** Of one that was put off and whose day has come: how it went then. */
  again: MadeHandoff | null;
};

export type MadeVerdict = {
  at: number;
  verdict: 'accepted' | 'recycled' | 'rejected';
  reason: ReturnReason | null;
  words: string | null;
  /** Midnight of the day, UTC. */
  recycleOn: number | null;
};

export type MadeDeal = {
  openedAt: number;
  amount: number;
  closes: { at: number; won: boolean; reason: LostReason | null } | null;
};

type Outcome = { became: boolean | null; end: number };

/** Read off the stages: handed over at `mql`, accepted at `sql`, a deal from `opportunity` on. What never got so far was returned. */
export function handOver(
  roll: Dice,
  who: Prospect,
  moves: readonly Move[],
  touches: readonly Touch[],
  { became, end }: Outcome,
): MadeHandoff | null {
  const at = (to: Move['to']) => moves.find((move) => move.to === to)?.at ?? null;
  const openedAt = at('mql');
  if (openedAt === null) return null;
  const acceptedAt = at('sql');
  const verdict = acceptedAt === null ? returned(roll, who, openedAt, end) : accepted(acceptedAt);
  const rep: Somebody | null = verdict ? who.rep : chance(roll, 0.7) ? 'me' : null;
  const lead: Lead = { openedAt, until: verdict?.at ?? end, rep };
  const worked = work(roll, lead, verdict, touches);
  return {
    openedAt,
    raisedHand: raised(touches, openedAt),
    rep,
    territory: territoryOf(who),
    ...worked,
    verdict,
    deal: dealOf(roll, who, { openedAt: at('opportunity'), wonAt: at('customer') }, { became, end }),
    again: verdict === null ? null : comeBack(roll, who, verdict, end),
  };
}

type Lead = { openedAt: number; until: number; rep: Somebody | null };
type Worked = Pick<MadeHandoff, 'attempts' | 'touches'>;

/** What was tried until it came to the first talk that is on the line already, and until the verdict. */
function work(roll: Dice, lead: Lead, verdict: MadeVerdict | null, there: readonly Touch[]): Worked {
  const talk = attemptsIn(there, lead)[0];
  const returned = verdict !== null && verdict.verdict !== 'accepted';
  const inVain = verdict?.reason === 'not_reached';
  const until = talk?.at ?? lead.until;
  const tries = triesOf(roll, { ...lead, until, answered: returned && !inVain, inVain });
  return { attempts: attemptsIn([...there, ...tries], lead), touches: [...tries, ...saidBy(lead, verdict)] };
}

function saidBy({ rep }: Lead, verdict: MadeVerdict | null): Touch[] {
  if (verdict === null) return [];
  const { at, reason, words } = verdict;
  const properties = { ...(reason ? { reason } : {}), ...(words ? { note: words } : {}) };
  return [bySales(at, `lead_${verdict.verdict}`, rep, { properties })];
}

const BACK_AT = 9 * HOUR;

/** On the day they were put off to they come to whoever put them off; it is not what was hoped, or it lies open yet. */
function comeBack(roll: Dice, who: Prospect, { recycleOn }: MadeVerdict, end: number): MadeHandoff | null {
  if (recycleOn === null) return null;
  const openedAt = recycleOn + BACK_AT;
  const said = returned(roll, who, openedAt, end);
  if (openedAt >= end) return null;
  const verdict = said && (said.recycleOn === null ? said : { ...said, ...forGood });
  const rep: Somebody = verdict ? who.rep : 'me';
  const lead: Lead = { openedAt, until: verdict?.at ?? end, rep };
  const worked = work(roll, lead, verdict, []);
  const territory = territoryOf(who);
  return { openedAt, raisedHand: false, rep, territory, ...worked, verdict, deal: null, again: null };
}

/** Nobody is put off a second time. */
const forGood = { verdict: 'rejected', reason: 'no_need', words: null, recycleOn: null } as const;

type Written = { moves: readonly Move[]; touches: readonly Touch[]; size: number };

/** Of people whose stages are written by hand. Those whom nobody has judged yet lie on the desk of whoever looks. */
export function handOverAsWritten(
  roll: Dice,
  { moves, touches, size }: Written,
  end: number,
): MadeHandoff | null {
  const at = (to: Move['to']) => moves.find((move) => move.to === to);
  const openedAt = at('mql')?.at;
  if (openedAt === undefined) return null;
  const taken = at('sql');
  const deal = at('opportunity');
  const won = at('customer');
  const amount = Math.round((OPENING_SET * Math.max(1, size) ** 0.6) / 500) * 500;
  const closes = won ? { at: won.at, won: true, reason: null } : null;
  const verdict = taken ? accepted(taken.at) : null;
  const lead: Lead = { openedAt, until: taken?.at ?? end, rep: taken?.by ?? 'me' };
  const attempts = attemptsIn(touches, lead);
  // Whose calls are written, needs none drawn; and whoever asked today still waits for the first.
  const isTold = attempts.length > 0 || end - openedAt < DAY;
  const worked = isTold ? { attempts, touches: saidBy(lead, verdict) } : work(roll, lead, verdict, touches);
  return {
    openedAt,
    raisedHand: raised(touches, openedAt),
    rep: lead.rep,
    territory: null,
    ...worked,
    verdict,
    deal: deal ? { openedAt: deal.at, amount, closes } : null,
    again: null,
  };
}

/** The calls to a lead that nobody has judged yet are made by whoever has it. */
export function onMyDesk(touches: Touch[], moves: readonly Move[]): Touch[] {
  const openedAt = moves.find(({ to }) => to === 'mql')?.at;
  if (openedAt === undefined || moves.some(({ to }) => to === 'sql')) return touches;
  return touches.map((each) =>
    each.at > openedAt && attemptOf(each) !== null ? { ...each, actor: 'me' } : each,
  );
}

function accepted(at: number): MadeVerdict {
  return { at, verdict: 'accepted', reason: null, words: null, recycleOn: null };
}

function returned(roll: Dice, who: Prospect, openedAt: number, end: number): MadeVerdict | null {
  const soon = between(roll, 0.1, 11);
  const reason = weighted(roll, reasonsFor(who));
  // Nobody gives up before the fifth call.
  const at = Math.floor(openedAt + (reason === 'not_reached' ? 9.5 + soon / 4 : soon) * DAY);
  const later = reason === 'bad_timing' || (reason === 'no_budget' && chance(roll, 0.6));
  const day = Math.floor(at / DAY) * DAY + whole(roll, 21, 150) * DAY;
  const words = pick(roll, wordsOf[reason]);
  if (at >= end) return null;
  return {
    at,
    verdict: later ? 'recycled' : 'rejected',
    reason,
    words: chance(roll, 0.8) ? words : null,
    recycleOn: later ? day : null,
  };
}

export type ReturnReason = keyof typeof wordsOf;

/** Small ones lack the money, and who does not decide is the wrong person. */
function reasonsFor({ decides, companySize }: Prospect): [ReturnReason, number][] {
  return [
    ['wrong_person', decides ? 1 : 6],
    ['no_need', 3],
    ['no_budget', companySize < 6 ? 5 : 2],
    ['bad_timing', 7],
    ['competitor', 4],
    ['not_reached', 3],
    ['bad_data', 1],
  ];
}

/** What reps write when they give a lead back. */
const wordsOf = {
  wrong_person: [
    'Works at the front desk; the owner decides and is in on Tuesdays.',
    'Stylist, buys nothing herself. Asked for training only.',
    'Student project, no salon behind it.',
  ],
  no_need: [
    'Happy with what they have. Came for the recipe, not for us.',
    'Sells no styling at all, only cuts.',
    'Wanted the class, not the range.',
  ],
  no_budget: [
    'One chair, buys per bottle. Too small for the opening set.',
    'Refit of the salon has eaten the budget.',
    'Minimum order is above what they sell in a quarter.',
  ],
  bad_timing: [
    'Contract with the other range runs out in spring.',
    'Moving premises, wants to start fresh after that.',
    'Busy until the season is over. Asked to be called again.',
    'Stock for six months on the shelf.',
  ],
  competitor: [
    'Signed with Nordlys last month; their display stands at the till.',
    'Brightwater gives them 40% on the first year.',
    'Uses Nordlys mousse and likes the scent better.',
  ],
  not_reached: [
    'Five calls, two letters to the voicemail. Nobody calls back.',
    'Number rings through to an office that does not know the name.',
  ],
  bad_data: ['The number belongs to somebody else.', 'The salon of that name closed last year.'],
} as const;

function raised(touches: readonly Touch[], openedAt: number): boolean {
  return touches.some(
    ({ kind, name, at }) =>
      Math.abs(openedAt - at) < HOUR &&
      (kind === 'call_inbound' || (kind === 'form_submitted' && name !== 'Find your backbar set')),
  );
}

type LostReason = (typeof lostReasons)[number];
const lostReasons = ['price', 'competitor', 'no_decision', 'bad_timing', 'no_budget'] as const;
/** An opening set for a salon, in minor units; more chairs, more of it. */
const OPENING_SET = 38_000;
const PATIENCE = 40 * DAY;

function dealOf(
  roll: Dice,
  { companySize, decidesAt }: Prospect,
  { openedAt, wonAt }: { openedAt: number | null; wonAt: number | null },
  { became, end }: Outcome,
): MadeDeal | null {
  if (openedAt === null) return null;
  const worth = logNormal(roll, OPENING_SET * Math.max(1, companySize) ** 0.6, 0.25);
  const amount = Math.round(worth / 500) * 500;
  const reason = pick(roll, lostReasons);
  const lostAt = Math.floor(Math.max(decidesAt, openedAt) + between(roll, 1, PATIENCE / DAY) * DAY);
  if (wonAt !== null)
    return { openedAt, amount, closes: { at: Math.max(wonAt, openedAt), won: true, reason: null } };
  if (became === false && lostAt < end)
    return { openedAt, amount, closes: { at: lostAt, won: false, reason } };
  return { openedAt, amount, closes: null };
}
