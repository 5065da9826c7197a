import { BLOCK, makeBlock, makerOf, type Block } from './block.ts';
import { spanTo, type Span } from './calendar.ts';
import { cast, makeCast } from './cast/cast.ts';

/** All that decides what the sample looks like: the same three make the same world, byte for byte. */
export type WorldPlan = { seed: number; contacts: number; end: Date };

export type World = {
  plan: WorldPlan;
  span: Span;
  /** How many parts it has; each can be made by itself. */
  parts: number;
  part: (nth: number) => Block;
};

export const DEFAULT_SEED = 2_026;
export const DEFAULT_CONTACTS = 2_000;
export const FEWEST_CONTACTS = 100;
export const MOST_CONTACTS = 2_000_000;

export function worldOf(plan: WorldPlan): World {
  const span = spanTo(plan.end);
  const drawn = plan.contacts - cast.length;
  const maker = makerOf(plan.seed, drawn, span);
  const blocks = Math.ceil(drawn / BLOCK);
  const part = (nth: number) =>
    nth === 0 ? makeCast(plan.seed, span, cast.length) : makeBlock(maker, nth - 1, drawn - (nth - 1) * BLOCK);
  return { plan, span, parts: 1 + blocks, part };
}
