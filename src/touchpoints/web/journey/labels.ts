import { overlap, shortened, textWidth, type Box } from './boxes.ts';
import type { Dot } from './dots.ts';

export type Label = { x: number; y: number; anchor: 'start' | 'middle' | 'end'; name: string; date: string };
type Words = (dot: Dot) => { name: string; date: string };
type Room = { left: number; right: number; top: number; bottom: number };

const lineHeight = 13;
const longest = 24;
const margin = 3;

/**
 * Names for the dots that matter, where they cover nothing: not each other, no flag, no dot and no stem. Who came first
 * and who met go first; what finds no room tells its name when one points at it.
 */
export function labelsOf(
  dots: readonly Dot[],
  taken: readonly Box[],
  room: Room,
  edge: number,
  words: Words,
): Label[] {
  const [first] = dots;
  const named = dots.filter((dot) => dot.closeness > 1 || dot === first);
  const obstacles = [...taken, ...dots.flatMap((dot) => shapesOf(dot, edge))];
  const labels: Label[] = [];
  for (const dot of named.toSorted((one, other) => weightOf(other, first) - weightOf(one, first))) {
    const { name, date } = words(dot);
    const label = placesFor(dot, shortened(name, longest), date).find(({ box }) => {
      const inside =
        box.x >= room.left &&
        box.x + box.width <= room.right &&
        box.y >= room.top &&
        box.y + box.height <= room.bottom;
      return inside && obstacles.every((other) => !overlap(box, other));
    });
    if (label === undefined) continue;
    obstacles.push(label.box);
    labels.push(label.label);
  }
  return labels.toSorted((one, other) => one.x - other.x);
}

/** The first touch, then whoever met, the newest of them before the older. */
function weightOf(dot: Dot, first: Dot | undefined): number {
  return (dot === first ? 1e6 : 0) + dot.closeness * 1e5 + dot.at / 1e9 / 100;
}

function shapesOf({ x, y, r }: Dot, edge: number): Box[] {
  const disc = { x: x - r - 1, y: y - r - 1, width: 2 * r + 2, height: 2 * r + 2 };
  const stem = { x: x - 1, y: Math.min(y, edge), width: 2, height: Math.abs(edge - y) };
  return [disc, stem];
}

/** Beyond the dot, else beside it. */
function placesFor({ x, y, r, lane }: Dot, name: string, date: string): { label: Label; box: Box }[] {
  const width = Math.max(textWidth(name), textWidth(date)) + 2 * margin;
  const height = (date === '' ? 1 : 2) * lineHeight;
  const beyond = lane === 'up' ? y - r - height - 2 : y + r + 3;
  const at = (left: number, top: number, anchor: Label['anchor'], textAt: number) => ({
    label: { x: textAt, y: top + lineHeight - 3, anchor, name, date },
    box: { x: left, y: top, width, height },
  });
  const side = r + 5;
  return [
    at(x - width / 2, beyond, 'middle', x),
    at(x - r, beyond, 'start', x - r),
    at(x + r - width, beyond, 'end', x + r),
    at(x + side - margin, y - height / 2, 'start', x + side),
    at(x - side - width + margin, y - height / 2, 'end', x - side),
  ];
}
