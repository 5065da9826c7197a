import { DAY, HOUR } from './calendar.ts';
import type { Somebody } from './colleague.ts';
import { between, chance, logNormal, pick, whole, type Dice } from './dice.ts';
import { bySales, type Touch } from './touch.ts';

/** An attempt to reach a lead: always a touch of its contact's line, by whoever has the lead. */
export type MadeAttempt = {
  at: number;
  kind: 'call' | 'email' | 'visit' | 'meeting';
  outcome: 'reached' | 'no_answer' | 'voicemail' | 'sent';
  words: string | null;
};

type Lead = { openedAt: number; until: number; rep: Somebody | null };

const MINUTE = 60_000;
const MEDIAN_RESPONSE = 0.3 * HOUR;

type Trying = Lead & {
  /** In the end somebody answered an e-mail. */
  answered: boolean;
  /** Five calls, and nobody was there. */
  inVain: boolean;
};

/**
 * What a rep tries until it comes to a talk or a verdict: the first within the hour mostly; those nobody reaches get up
 * to five, days apart. Talks are none of them, as they have stood on the line before anybody thought of a hand-off.
 */
export function triesOf(roll: Dice, { openedAt, until, rep, answered, inVain }: Trying): Touch[] {
  const touches: Touch[] = [];
  const most = inVain ? 5 : whole(roll, 1, 3);
  let at = atWork(openedAt) + logNormal(roll, MEDIAN_RESPONSE, 0.9);
  for (let nth = 1; nth <= most; nth++) {
    // Whoever was judged was tried before, if only just.
    const moment = Math.floor(nth === 1 ? Math.min(at, until - MINUTE) : at);
    const called = chance(roll, 0.75);
    const outcome = pick(roll, ['no_answer', 'voicemail'] as const);
    // Whoever gives up after five calls has made them within a week or so.
    at = atWork(moment + between(roll, 0.6, inVain ? 1.3 : 2) * DAY);
    if (rep === null || moment < openedAt + MINUTE || moment >= until) break;
    const isLast = nth === most || at >= until;
    if (isLast && answered) touches.push(written(moment, rep, 'reached'));
    else if (called || inVain)
      touches.push(bySales(moment, 'call_unanswered', rep, { channel: 'phone', properties: { outcome } }));
    else touches.push(written(moment, rep));
    if (isLast) break;
  }
  return touches;
}

function written(at: number, rep: Somebody, outcome?: 'reached'): Touch {
  const properties = outcome === undefined ? {} : { properties: { outcome } };
  return bySales(at, 'email_written', rep, { channel: 'email', ...properties });
}

/** Those of the touches that this rep made for the lead, as the hand-off counts them. */
export function attemptsIn(touches: readonly Touch[], { openedAt, until, rep }: Lead): MadeAttempt[] {
  return touches
    .filter(({ at, actor }) => at > openedAt && at < until && actor !== null && actor === rep)
    .flatMap((touch) => attemptOf(touch) ?? [])
    .toSorted((a, b) => a.at - b.at);
}

const attemptKinds: Partial<Record<string, MadeAttempt['kind']>> = {
  call_warm: 'call',
  call_inbound: 'call',
  call_unanswered: 'call',
  email_written: 'email',
  visit: 'visit',
  demo: 'meeting',
  meeting: 'meeting',
  fair_talk: 'meeting',
};

export function attemptOf({ at, kind, properties }: Touch): MadeAttempt | null {
  const made = attemptKinds[kind];
  if (made === undefined) return null;
  const { outcome, note } = properties ?? {};
  const words = typeof note === 'string' ? note : null;
  const unanswered = outcome === 'no_answer' || outcome === 'voicemail' ? outcome : null;
  const sent = made === 'email' && outcome !== 'reached';
  return { at, kind: made, outcome: unanswered ?? (sent ? 'sent' : 'reached'), words };
}

/** The next moment between nine and five on a weekday, on the clocks of London: near enough to when these people work. */
function atWork(moment: number): number {
  const day = Math.floor(moment / DAY) * DAY;
  const date = new Date(day);
  const weekday = date.getUTCDay();
  const opens = (summerMonths.has(date.getUTCMonth()) ? 8 : 9) * HOUR;
  if (weekday === 0) return atWork(day + DAY);
  if (weekday === 6) return atWork(day + 2 * DAY);
  if (moment < day + opens) return day + opens;
  return moment < day + opens + 8 * HOUR ? moment : atWork(day + DAY);
}

/** April to October, in which nine o’clock comes an hour earlier. */
const summerMonths: ReadonlySet<number> = new Set([3, 4, 5, 6, 7, 8, 9]);
