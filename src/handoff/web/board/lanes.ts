import type { Board, Card, LaneName } from '../handoffs.ts';

const laneNames: readonly LaneName[] = ['queue', 'ready', 'contacting', 'accepted', 'returned'];
/** The queue stands on top of Ready. */
export type ColumnName = Exclude<LaneName, 'queue'>;
export const columnNames: readonly ColumnName[] = ['ready', 'contacting', 'accepted', 'returned'];

export const laneWords: Record<LaneName, string> = {
  queue: 'Queue',
  ready: 'Ready',
  contacting: 'Contacting',
  accepted: 'Accepted',
  returned: 'Returned',
};

/** How many cards a lane shows before one asks for more. */
export const FIRST = 12;

/** In the order in which j and k walk: down each lane, then to the next. */
export function inOrder(board: Board, shown: (lane: LaneName) => number): Card[] {
  return laneNames.flatMap((name) => board.lanes[name].items.slice(0, shown(name)));
}

/** The one `step` further; the first when there is none chosen, the same at the end. */
export function stepFrom(order: readonly Card[], id: string | undefined, step: number): Card | undefined {
  const at = order.findIndex((handoff) => handoff.id === id);
  if (at < 0) return order[0];
  return order[Math.max(0, Math.min(order.length - 1, at + step))];
}

/** The card at the same height in the next column that has any. */
export function beside(board: Board, id: string | undefined, step: 1 | -1): Card | undefined {
  const columns = columnNames.map((name) =>
    name === 'ready' ? [...board.lanes.queue.items, ...board.lanes.ready.items] : board.lanes[name].items,
  );
  const here = columns.findIndex((items) => items.some((handoff) => handoff.id === id));
  const height = columns[here]?.findIndex((handoff) => handoff.id === id) ?? 0;
  for (let next = here + step; next >= 0 && next < columns.length; next += step) {
    const items = columns[next] ?? [];
    if (items.length > 0) return items[Math.min(height, items.length - 1)];
  }
  return undefined;
}
