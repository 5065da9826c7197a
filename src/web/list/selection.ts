import type { ListState } from './list-state.ts';

/** Either some rows, or all that match except some: a million can be chosen without loading them. */
export type Chosen =
  | { kind: 'some'; ids: ReadonlySet<string> }
  | { kind: 'all'; except: ReadonlySet<string> };

/** What a bulk action gets. */
export type Selection = {
  count: number;
  exact: boolean;
  /** The chosen ids, or undefined when everything that matches is chosen. */
  ids: string[] | undefined;
  /** Set when everything that matches is chosen. */
  matching: (Pick<ListState, 'q' | 'filter'> & { except: string[] }) | undefined;
  clear: () => void;
};

export const nothing: Chosen = { kind: 'some', ids: new Set() };

export function isChosen(chosen: Chosen, id: string): boolean {
  return chosen.kind === 'some' ? chosen.ids.has(id) : !chosen.except.has(id);
}

export function toggle(chosen: Chosen, id: string): Chosen {
  const flipped = new Set(chosen.kind === 'some' ? chosen.ids : chosen.except);
  if (!flipped.delete(id)) flipped.add(id);
  return chosen.kind === 'some' ? { kind: 'some', ids: flipped } : { kind: 'all', except: flipped };
}

/** Shift-click: everything between the last clicked row and this one. */
export function addRange(chosen: Chosen, ids: readonly string[], from: number, to: number): Chosen {
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  if (chosen.kind === 'all') {
    return { kind: 'all', except: new Set([...chosen.except].filter((id) => !range.includes(id))) };
  }
  return { kind: 'some', ids: new Set([...chosen.ids, ...range]) };
}

export function describe(
  chosen: Chosen,
  estimate: { count: number; exact: boolean } | undefined,
  state: ListState,
  clear: () => void,
): Selection {
  if (chosen.kind === 'some') {
    return { count: chosen.ids.size, exact: true, ids: [...chosen.ids], matching: undefined, clear };
  }
  return {
    count: Math.max(0, (estimate?.count ?? 0) - chosen.except.size),
    exact: estimate?.exact ?? false,
    ids: undefined,
    matching: {
      ...(state.q === undefined ? {} : { q: state.q }),
      ...(state.filter === undefined ? {} : { filter: state.filter }),
      except: [...chosen.except],
    },
    clear,
  };
}
