import { stageWords } from '../../../audience/web/words.ts';
import { money } from '../../../web/numbers.ts';
import type { Journey } from '../touchpoints.ts';
import { overlap, textWidth, type Box } from './boxes.ts';
import type { Scale } from './scale.ts';

/** What changed everything: sales took over, somebody bought. */
export type Flag = {
  at: number;
  x: number;
  kind: 'stage' | 'order';
  /** Where sales took over, the pole turns from violet to teal and reaches both lanes. */
  handover: boolean;
  words: string;
  /** As much of them as there is room for. */
  shown: string;
  /** Whose touch it is; a change of stage is none. */
  touchId: string | undefined;
  /** Where its words stand; without room it is a pennant only. */
  box: Box | undefined;
  weight: number;
};

const flaggedStages: Record<string, number | undefined> = {
  sql: 4,
  opportunity: 1,
  customer: 3,
  advocate: 2,
};
const boxHeight = 18;

/** How a day is said, and whether there is room to say it. */
export type Saying = { dateOf: (at: number) => string; short: boolean };

/** Those that matter most have their words first. */
export function flagsOf(
  { stages, orders }: Pick<Journey, 'stages' | 'orders'>,
  scale: Scale,
  saying: Saying,
): Flag[] {
  const all = [...stageFlags(stages, scale, saying), ...orderFlags(orders, scale, saying)];
  const placed: Flag[] = [];
  for (const flag of all.toSorted((one, other) => other.weight - one.weight || other.at - one.at))
    place(flag, placed, scale);
  return placed.toSorted((one, other) => one.x - other.x);
}

/** At the very pole of another it is told by that one. */
function place(flag: Flag, placed: Flag[], scale: Scale): void {
  const same = placed.find((other) => other.box !== undefined && Math.abs(other.x - flag.x) < samePole);
  if (same === undefined) placed.push({ ...flag, box: boxOf(flag, scale, placed) });
  else same.words = `${same.words}; ${flag.words}`;
}

const samePole = 3;

/** Where its pole begins: at its words, or below those of others. */
export function topOf({ box }: Pick<Flag, 'box'>): number {
  return box?.y ?? 2 * (boxHeight + 2);
}

function stageFlags(moves: Journey['stages'], scale: Scale, { dateOf, short }: Saying): Flag[] {
  return moves.flatMap((move): Flag[] => {
    const at = Date.parse(move.at);
    const weight = flaggedStages[move.to];
    // Whoever was brought in at a stage did not get there by a move.
    if (weight === undefined || move.from === null || at < scale.from) return [];
    const words = `${stageWords[move.to]} ${dateOf(at)}`;
    const shown = short ? stageWords[move.to] : words;
    return [
      {
        ...flagAt(at, scale),
        kind: 'stage',
        handover: move.to === 'sql',
        words,
        shown,
        touchId: undefined,
        weight,
      },
    ];
  });
}

function orderFlags(orders: Journey['orders'], scale: Scale, { dateOf, short }: Saying): Flag[] {
  return orders.flatMap(({ id, at: moment, value, currency }, index): Flag[] => {
    const at = Date.parse(moment);
    if (value === null || currency === null) return [];
    const amount = money(value, currency);
    const words = index === 0 ? `First order ${amount}, ${dateOf(at)}` : `${amount}, ${dateOf(at)}`;
    const shown = short ? amount : words;
    const weight = index === 0 ? 5 : 0;
    return [{ ...flagAt(at, scale), kind: 'order', handover: false, words, shown, touchId: id, weight }];
  });
}

function flagAt(at: number, scale: Scale) {
  return { at, x: scale.x(at), box: undefined };
}

function boxOf(flag: Flag, scale: Scale, placed: readonly Flag[]): Box | undefined {
  const named = placed.filter(({ box }) => box !== undefined);
  const width = textWidth(flag.shown) + 14;
  const places = [0, boxHeight + 2].flatMap((y) => [
    { x: flag.x, y, width, height: boxHeight },
    { x: flag.x - width, y, width, height: boxHeight },
  ]);
  return places.find(
    (box) =>
      box.x >= 0 &&
      box.x + width <= scale.right + overhang &&
      named.every((other) => !collide({ ...flag, box }, other)),
  );
}

const overhang = 26;

/** Their words cover each other, or the pole of one runs through the words of the other. */
function collide(one: Flag, other: Flag): boolean {
  if (one.box === undefined || other.box === undefined) return false;
  return overlap(one.box, other.box) || runsThrough(one, other.box) || runsThrough(other, one.box);
}

function runsThrough(flag: Flag, box: Box): boolean {
  return flag.x > box.x + 1 && flag.x < box.x + box.width - 1 && topOf(flag) <= box.y;
}
