import { DAY, HOUR } from './calendar.ts';
import type { Somebody } from './colleague.ts';
import type { Move } from './contact.ts';
import { between, chance, logNormal, pick, weighted, whole, type Dice } from './dice.ts';
import type { Prospect } from './prospect.ts';
import type { Touch } from './touch.ts';

/** How a lead was handed to sales, and what became of it there. */
export type MadeHandoff = {
  openedAt: number;
  raisedHand: boolean;
  /** `me` for what lies on the desk of whoever loaded the sample; null in the queue. */
  rep: Somebody | null;
  attempts: MadeAttempt[];
  verdict: MadeVerdict | null;
  deal: MadeDeal | null;
};

export type MadeAttempt = {
  at: number;
  kind: 'call' | 'email';
  outcome: 'reached' | 'no_answer' | 'voicemail' | 'sent';
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
  const until = verdict?.at ?? end;
  const isOpen = verdict === null;
  return {
    openedAt,
    raisedHand: raised(touches, openedAt),
    rep: isOpen ? (chance(roll, 0.7) ? 'me' : null) : who.rep,
    attempts: attemptsOf(roll, openedAt, until, verdict),
    verdict,
    deal: dealOf(roll, who, { openedAt: at('opportunity'), wonAt: at('customer') }, { became, end }),
  };
}

/** Of people whose stages are written by hand. Those whom nobody has judged yet lie on the desk of whoever looks. */
export function handOverAsWritten(
  roll: Dice,
  { moves, touches, size }: { moves: readonly Move[]; touches: readonly Touch[]; size: number },
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
  return {
    openedAt,
    raisedHand: raised(touches, openedAt),
    rep: taken?.by ?? 'me',
    // Whoever asked today still waits for the first call.
    attempts: end - openedAt < DAY ? [] : attemptsOf(roll, openedAt, taken?.at ?? end, verdict),
    verdict,
    deal: deal ? { openedAt: deal.at, amount, closes } : null,
  };
}

function accepted(at: number): MadeVerdict {
  return { at, verdict: 'accepted', reason: null, words: null, recycleOn: null };
}

function returned(roll: Dice, who: Prospect, openedAt: number, end: number): MadeVerdict | null {
  const at = Math.floor(openedAt + between(roll, 0.1, 11) * DAY);
  const reason = weighted(roll, reasonsFor(who));
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

const MEDIAN_RESPONSE = 0.3 * HOUR;

/** The first try within the hour mostly; those nobody reaches get up to five, days apart. */
function attemptsOf(roll: Dice, openedAt: number, until: number, verdict: MadeVerdict | null): MadeAttempt[] {
  const attempts: MadeAttempt[] = [];
  const most = verdict?.reason === 'not_reached' ? 5 : whole(roll, 1, 3);
  let at = atWork(openedAt) + logNormal(roll, MEDIAN_RESPONSE, 0.9);
  for (let nth = 1; nth <= most; nth++) {
    const isLast = nth === most;
    // Whoever was judged was tried before, if only just.
    const moment = Math.floor(nth === 1 ? Math.min(at, Math.max(openedAt, until - 60_000)) : at);
    if (moment >= until && nth > 1) break;
    if (moment >= until && verdict === null) break;
    const reached = isLast && verdict !== null && verdict.reason !== 'not_reached';
    attempts.push(
      chance(roll, 0.75)
        ? {
            at: moment,
            kind: 'call',
            outcome: reached ? 'reached' : pick(roll, ['no_answer', 'voicemail'] as const),
          }
        : { at: moment, kind: 'email', outcome: 'sent' },
    );
    at = atWork(moment + between(roll, 0.6, 2) * DAY);
  }
  return attempts;
}

/** The next moment between nine and five on a weekday, as seen in UTC: near enough to when these people work. */
function atWork(moment: number): number {
  const day = Math.floor(moment / DAY) * DAY;
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0) return day + DAY + 9 * HOUR;
  if (weekday === 6) return day + 2 * DAY + 9 * HOUR;
  if (moment < day + 9 * HOUR) return day + 9 * HOUR;
  return moment < day + 17 * HOUR ? moment : atWork(day + DAY + 9 * HOUR);
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
