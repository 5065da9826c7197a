import { browse } from './browsing.ts';
import { DAY, midnight, seasons, whenAwake } from './calendar.ts';
import { warmCall } from './courtship.ts';
import { between, chance, exponential, logNormal, pick, poisson, whole, type Dice } from './dice.ts';
import { advocateOdds, churnOdds, effects, probability } from './effects.ts';
import type { Line } from './lines.ts';
import { readMail } from './mailing.ts';
import { notes } from './notes.ts';
import type { Prospect, Surroundings } from './prospect.ts';
import { products } from './site.ts';
import { bySales, touch, type Touch } from './touch.ts';

export type Custom = { touches: Touch[]; churnedAt: number | null; advocateAt: number | null };

const MONTH = 30 * DAY;
const DAYS_BETWEEN_ORDERS: Record<Line, number> = { d2c: 52, wholesale: 38, retail: 45 };
const MEDIAN_ORDER: Record<Line, number> = { d2c: 5_400, wholesale: 34_000, retail: 310_000 };
const MOST_ORDERS = 16;

/** A customer's way: orders until they leave, a complaint, a call now and then, perhaps a recommendation. */
export function serve(
  roll: Dice,
  who: Prospect,
  { recommended, mailable }: { recommended: boolean; mailable: boolean },
  around: Surroundings,
): Custom {
  const { span, mailings } = around;
  const from = who.decidesAt;
  const complainedAt = chance(roll, 0.07)
    ? Math.max(from, whenAwake(who.line, from + exponential(roll, 90) * DAY, roll))
    : null;
  const churnedAt = leavingAt(roll, who, complainedAt, span.end);
  const to = churnedAt ?? span.end;
  const complained = complainedAt !== null && complainedAt < to;
  const touches = orders(roll, who, to);
  if (complained)
    touches.push(
      touch(complainedAt, 'complaint', 'hand', {
        name: pick(roll, notes.complaints),
        channel: 'phone',
        team: 'success',
      }),
    );
  if (who.line !== 'd2c') touches.push(...calls(roll, who, to));
  if (mailable) touches.push(...readMail(roll, mailings, { line: who.line, from, to }).touches);
  const advocateAt = adviceAt(roll, { from, to, recommended, complained });
  if (advocateAt !== null)
    touches.push(
      touch(advocateAt, 'recommended_us', 'book', {
        name: 'To a friend',
        channel: 'referral',
        team: 'marketing',
      }),
    );
  return { touches, churnedAt, advocateAt };
}

/** Somebody who did not buy still reads a newsletter, and comes back to look. */
export function stayInTouch(
  roll: Dice,
  who: Prospect,
  mailable: boolean,
  { span, mailings }: Surroundings,
): Touch[] {
  const from = who.decidesAt;
  const touches = mailable
    ? readMail(roll, mailings, { line: who.line, from, to: Math.min(span.end, from + 150 * DAY) }).touches
    : [];
  const returns = poisson(roll, 0.8);
  for (let visit = 0; visit < returns; visit++) {
    const at = Math.max(from, whenAwake(who.line, from + exponential(roll, 120) * DAY, roll));
    touches.push(
      ...browse(roll, {
        at,
        line: who.line,
        channel: pick(roll, ['direct', 'search']),
        campaign: null,
        prices: 0.1,
      }),
    );
  }
  return touches;
}

/** The first order is the decision itself. */
function orders(roll: Dice, who: Prospect, to: number): Touch[] {
  const placed: Touch[] = [];
  let at = who.decidesAt;
  for (let nth = 0; nth < MOST_ORDERS && at < to; nth++) {
    placed.push(...sittingBefore(roll, who, at, nth), order(roll, who, at, nth));
    // In a strong month people come back sooner.
    const season = seasons[who.line][new Date(at).getUTCMonth()] ?? 1;
    const wait = Math.max(1, exponential(roll, DAYS_BETWEEN_ORDERS[who.line] / season)) * DAY;
    at = Math.max(at + DAY / 2, whenAwake(who.line, at + wait, roll));
  }
  return placed;
}

/** Shoppers look before they order again, salons now and then. */
function sittingBefore(roll: Dice, { line }: Prospect, at: number, nth: number): Touch[] {
  if (nth === 0 || !chance(roll, line === 'd2c' ? 0.9 : 0.4)) return [];
  return browse(roll, {
    at: at - whole(roll, 8, 40) * 60_000,
    line,
    channel: 'direct',
    campaign: null,
    prices: 0.05,
  });
}

function order(roll: Dice, { line, companySize, rep }: Prospect, at: number, nth: number): Touch {
  const bySize = line === 'd2c' ? 1 : Math.max(1, companySize) ** effects.order_size.size;
  const value = Math.max(900, Math.round(logNormal(roll, MEDIAN_ORDER[line] * bySize, 0.4)));
  const chosen = [
    ...new Set(Array.from({ length: whole(roll, 1, line === 'd2c' ? 3 : 4) }, () => pick(roll, products))),
  ];
  const units = Math.max(chosen.length, Math.round(value / (line === 'd2c' ? 2_100 : 1_400)));
  const properties = { order: `HR-${whole(roll, 100_000, 999_999)}`, products: chosen, units };
  const name = nth === 0 ? `First order, ${units} units` : `Order, ${units} units`;
  const direct = line === 'd2c';
  const facts = {
    name,
    value,
    properties,
    channel: direct ? 'direct' : null,
    team: direct ? 'marketing' : 'sales',
  } as const;
  return touch(at, 'order_placed', 'book', { ...facts, actor: direct ? null : rep });
}

function calls(roll: Dice, who: Prospect, to: number): Touch[] {
  const from = who.decidesAt;
  const awake = (at: number) => Math.max(from + DAY / 24, whenAwake(who.line, at, roll));
  const made = [warmCall(roll, awake(from + between(roll, 1, 6) * DAY), who.rep)];
  for (let at = from + 30 * DAY; at < to; at += between(roll, 45, 120) * DAY) {
    const visit = chance(roll, 0.25);
    const properties = { note: pick(roll, notes.service), outcome: 'reached', minutes: whole(roll, 4, 40) };
    const facts = { name: visit ? who.city : null, channel: visit ? 'visit' : 'phone', properties } as const;
    made.push(bySales(awake(at), visit ? 'visit' : 'call_warm', who.rep, facts));
  }
  return made;
}

/** Month by month, as the effects say. */
function leavingAt(
  roll: Dice,
  { line, decidesAt }: Prospect,
  complainedAt: number | null,
  end: number,
): number | null {
  for (let month = decidesAt; month < end; month += MONTH) {
    const complained = complainedAt !== null && complainedAt < month;
    if (!chance(roll, probability(churnOdds(line, complained)))) continue;
    const at = month + roll() * MONTH;
    return at < end ? Math.floor(at) : null;
  }
  return null;
}

type Advice = { from: number; to: number; recommended: boolean; complained: boolean };

function adviceAt(roll: Dice, { from, to, recommended, complained }: Advice): number | null {
  if (!chance(roll, probability(advocateOdds({ recommended, complained })))) return null;
  const at = midnight(from + between(roll, 25, 130) * DAY) + between(roll, 9, 21) * (DAY / 24);
  return at < to ? Math.floor(at) : null;
}
