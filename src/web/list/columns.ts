import type { ReactNode } from 'react';

export type Column<T> = {
  id: string;
  header: string;
  cell: (item: T) => ReactNode;
  /** Pixels, until the user drags it. */
  width: number;
  /** true, or the name the server sorts by when it is not the id. */
  sortable?: boolean | string;
  /** false: always shown. The first column always is. */
  hideable?: boolean;
  /** Offered in the columns menu, not shown at first. */
  hidden?: boolean;
  /** Stands on the card of a phone, too. */
  onCard?: boolean;
  align?: 'right';
};

export type Widths = Record<string, number>;
export const narrowest = 56;

/** What choosing columns needs to know of them. */
export type ChoosableColumn = Pick<Column<never>, 'id' | 'header' | 'hideable' | 'hidden'>;

export function shownColumns<C extends ChoosableColumn>(
  columns: readonly C[],
  chosen: readonly string[] | undefined,
): C[] {
  const first = columns.slice(0, 1);
  const rest = columns.slice(1);
  if (chosen === undefined) return [...first, ...rest.filter((column) => column.hidden !== true)];
  const picked = chosen.flatMap((id) => rest.find((column) => column.id === id) ?? []);
  const fixed = rest.filter((column) => column.hideable === false && !chosen.includes(column.id));
  return [...first, ...picked, ...fixed];
}

export function sortField<T>(column: Column<T>): string | undefined {
  if (column.sortable === undefined || column.sortable === false) return undefined;
  return column.sortable === true ? column.id : column.sortable;
}

/** The last column takes what is left, so that a row always reaches the edge. */
export function gridTemplate<T>(columns: readonly Column<T>[], widths: Widths, withTick: boolean): string {
  const tracks = columns.map((column, index) => {
    const width = `${widths[column.id] ?? column.width}px`;
    return index === columns.length - 1 ? `minmax(${width}, 1fr)` : width;
  });
  return [...(withTick ? ['32px'] : []), ...tracks].join(' ');
}

/** Kept per list on this device: widths are about a screen, not about a view. */
export function storedWidths(noun: string): Widths {
  try {
    return JSON.parse(localStorage.getItem(`tandem.widths.${noun}`) ?? '{}') as Widths;
  } catch {
    return {};
  }
}

export function storeWidths(noun: string, widths: Widths): void {
  localStorage.setItem(`tandem.widths.${noun}`, JSON.stringify(widths));
}
