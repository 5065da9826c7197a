import { isWhole, type Filter } from './filter.ts';

/** The whole state of a list. It lives in the URL, so a link shows the same thing; a saved view is one of these with a name. */
export type ListState = {
  q?: string;
  filter?: Filter[];
  /** '-created_at': descending. */
  sort?: string;
  columns?: string[];
};
export type ListSearch = ListState & { view?: string };
/** undefined takes a part back to what it is by itself. */
export type ListChange = { [Part in keyof ListState]?: ListState[Part] | undefined };

/** For validateSearch of a route with a list. Whatever a link holds, the page opens. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const { q, filter, sort, columns, view } = search;
  return {
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(Array.isArray(filter) && (filter.length === 0 || filter.some(isFilter))
      ? { filter: filter.filter(isFilter) }
      : {}),
    ...(typeof sort === 'string' && sort !== '' ? { sort } : {}),
    ...(Array.isArray(columns) && columns.every((id) => typeof id === 'string') ? { columns } : {}),
    ...(typeof view === 'string' && view !== '' ? { view } : {}),
  };
}

/** What the server is asked: GET /api/contacts?filter=…&sort=…&q=… */
export function listRequest(state: ListState, defaultSort: string | undefined): Record<string, string> {
  const whole = (state.filter ?? []).filter(isWhole);
  return {
    ...(state.q === undefined || state.q.trim() === '' ? {} : { q: state.q.trim() }),
    ...(whole.length === 0 ? {} : { filter: JSON.stringify(whole) }),
    ...((state.sort ?? defaultSort) === undefined ? {} : { sort: state.sort ?? defaultSort ?? '' }),
  };
}

/** Is this what the view was saved as? Decides whether 'Save changes' and 'Reset' are offered. */
export function sameState(one: ListState, other: ListState): boolean {
  return JSON.stringify(normal(one)) === JSON.stringify(normal(other));
}

/** The same state without its empty parts, in one order: small in the URL, comparable. */
export function normal({ q, filter, sort, columns }: ListChange): ListState {
  return {
    ...(q === undefined || q === '' ? {} : { q }),
    ...(filter === undefined || filter.length === 0 ? {} : { filter }),
    ...(sort === undefined || sort === '' ? {} : { sort }),
    ...(columns === undefined ? {} : { columns }),
  };
}

/** First click sorts up, second down, third back to the list's own order. */
export function nextSort(sort: string | undefined, field: string): string | undefined {
  if (sort === field) return `-${field}`;
  return sort === `-${field}` ? undefined : field;
}

export function sortDirection(
  sort: string | undefined,
  field: string,
): 'ascending' | 'descending' | undefined {
  if (sort === field) return 'ascending';
  return sort === `-${field}` ? 'descending' : undefined;
}

function isFilter(value: unknown): value is Filter {
  return (
    Array.isArray(value) && value.length === 3 && typeof value[0] === 'string' && typeof value[1] === 'string'
  );
}
