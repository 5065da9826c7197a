import { DAY } from './calendar.ts';
import { between, chance, type Dice } from './dice.ts';
import type { Move, Stage } from './contact.ts';
import type { Prospect } from './prospect.ts';
import { pricingPaths } from './site.ts';
import type { Touch } from './touch.ts';

export type Way = { moves: Move[]; stage: Stage; proposedAt: number | null };

type Outcome = { until: number; became: boolean | null; advocateAt: number | null };

/** Through which stages somebody went, read off what happened: the earliest moment that earns each one. */
export function stagesOf(roll: Dice, who: Prospect, touches: readonly Touch[], outcome: Outcome): Way {
  const first = touches[0]?.at ?? who.arrivedAt;
  const { opening, rep, decidesAt } = who;
  const moves: Move[] = opening.online
    ? [move('visitor', first), move('lead', opening.knownAt)]
    : [move('lead', first, who.line === 'd2c' ? null : rep)];
  const proposedAt = who.line === 'd2c' ? null : qualify(roll, who, touches, outcome, moves);
  if (outcome.became === true) moves.push(move('customer', decidesAt, who.line === 'd2c' ? null : rep));
  if (outcome.advocateAt !== null)
    moves.push(move('advocate', outcome.advocateAt, who.line === 'd2c' ? null : 'ines'));
  return { moves: inTurn(moves), stage: moves.at(-1)?.to ?? 'lead', proposedAt };
}

/** Two stages within one moment still come one after the other. */
function inTurn(moves: Move[]): Move[] {
  let last = 0;
  return moves.map((each) => {
    last = Math.max(each.at, last + 1);
    return { ...each, at: last };
  });
}

/** What marketing may hand over, what sales took on, what became an offer. */
function qualify(
  roll: Dice,
  { opening, rep, decidesAt }: Prospect,
  touches: readonly Touch[],
  { until, became }: Outcome,
  moves: Move[],
): number | null {
  const known = opening.knownAt;
  const before = touches.filter(({ at }) => at < until);
  const views = before.filter(({ properties }) => pricingPaths.includes(String(properties?.['path'])));
  const raised = before.find(
    ({ kind, name }) => hands.has(kind) || (kind === 'form_submitted' && asked.has(name ?? '')),
  );
  const moments = [raised?.at, views[1]?.at].filter((at) => at !== undefined);
  if (moments.length === 0 && became !== true) return null;
  const earned = Math.min(...moments, became === true ? decidesAt - DAY : Number.POSITIVE_INFINITY);
  const qualified = Math.min(Math.max(earned, known) + 60_000, until);
  moves.push(move('mql', qualified));
  const taken = before.find(({ kind, at }) => talks.has(kind) && at >= qualified - 120_000);
  if (!taken && became !== true) return null;
  // Nobody accepts in the moment of the hand-over: they look at it, and mostly try to call first.
  const looked = qualified + between(roll, 8, 60) * 60_000;
  const accepted = Math.min(Math.max(taken?.at ?? decidesAt - DAY / 2, looked) + 60_000, until);
  if (became !== true && accepted >= until) return null;
  moves.push(move('sql', accepted, rep));
  if (became !== true && !chance(roll, 0.45)) return null;
  const proposed = Math.min(
    accepted + between(roll, 0.5, 9) * DAY,
    became === true ? decidesAt - 60_000 : until,
  );
  if (became !== true && proposed >= until) return null;
  const at = Math.max(Math.floor(proposed), accepted + 1);
  moves.push(move('opportunity', at, rep));
  return at;
}

const hands = new Set(['fair_talk', 'call_inbound', 'event_attended', 'demo', 'visit', 'word_of_mouth']);
const asked = new Set(['Trade prices', 'Ask for a call', 'Sample kit']);
const talks = new Set(['call_warm', 'call_inbound', 'visit', 'demo', 'fair_talk']);

function move(to: Stage, at: number, by: Move['by'] = null): Move {
  return { to, at: Math.floor(at), by };
}
