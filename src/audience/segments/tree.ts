import type { AnyCondition } from '../../platform/conditions.ts';

/** Who is meant: conditions, and groups of which all, any or none must hold. */
export type Tree = Group;
export type Group = { match: 'all' | 'any' | 'none'; items: Item[] };
export type Item = Group | AnyCondition;

export const DEEPEST = 5;
export const MOST_CONDITIONS = 50;

export function isGroup(item: Item): item is Group {
  return !('source' in item);
}

/** A condition and where it stands, as an error names the place: `tree.items.0.items.2`. */
type Placed = { condition: AnyCondition; path: string };

/** All conditions in the order they are read. */
export function conditionsIn(item: Item, path = 'tree'): Placed[] {
  if (!isGroup(item)) return [{ condition: item, path }];
  return item.items.flatMap((each, index) => conditionsIn(each, `${path}.items.${index}`));
}

/** How deep groups stand in groups; a tree without inner groups is one deep. */
function depthOf(item: Item): number {
  return isGroup(item) ? 1 + Math.max(0, ...item.items.map(depthOf)) : 0;
}

/** What is too much about it, in words. */
export function problemOf(tree: Tree): string | undefined {
  if (depthOf(tree) > DEEPEST) return `Groups can stand in groups up to ${DEEPEST} deep.`;
  if (conditionsIn(tree).length > MOST_CONDITIONS) return `Up to ${MOST_CONDITIONS} conditions fit.`;
  return undefined;
}
