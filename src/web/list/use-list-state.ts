import { useMatch, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import {
  listSearch,
  normal,
  sameState,
  type ListChange,
  type ListSearch,
  type ListState,
} from './list-state.ts';
import { useViews, type StandardView, type View } from './views.ts';

export type ListControl = {
  state: ListState;
  views: View[];
  view: View | undefined;
  /** Something was changed since the view (or the plain list) was opened. */
  changed: boolean;
  change: (part: ListChange) => void;
  open: (view: View | undefined) => void;
};

/** The list's state, read from the URL and written back to it. */
export function useListState(noun: string, standard: readonly StandardView[] = none): ListControl {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const search = useMemo(() => listSearch(raw), [raw]);
  const navigate = useNavigate();
  const router = useRouter();
  const place = useMatch({ strict: false, select: ({ pathname }) => pathname });
  const stored = useViews(noun);
  const views = useMemo(
    () => [...standard.map((view) => asView(noun, view)), ...stored],
    [noun, standard, stored],
  );
  const view = views.find((known) => known.id === search.view);
  const state = useMemo(() => stateOf(search, view), [search, view]);
  const go = (next: ListSearch, replace: boolean) => {
    // What was typed a moment before another page was asked for (sign-in, say) is not about that page.
    if (bare(router.latestLocation.pathname) === bare(place))
      void navigate({ to: '.', search: next, replace });
  };
  return {
    state,
    views,
    view,
    changed: !sameState(state, view?.state ?? {}),
    change: (part) => {
      const next = normal({ ...state, ...part });
      // Within a view the filter is always said, also when it is empty; otherwise the view's own would come back.
      go(search.view === undefined ? next : { ...next, filter: next.filter ?? [], view: search.view }, true);
    },
    open: (to) =>
      go(to === undefined ? {} : { ...to.state, filter: to.state.filter ?? [], view: to.id }, false),
  };
}

const bare = (pathname: string) => pathname.replace(/\/$/, '');

const none: readonly StandardView[] = [];

function asView(noun: string, view: StandardView): View {
  return { ...view, noun, standard: true, shared: false, pinned: false, mine: false };
}

/** A link that only names a view (from the rail) means the state it was saved with. */
function stateOf(search: ListSearch, view: View | undefined): ListState {
  const { q, filter, sort, columns } = search;
  const onlyNamesView = [q, filter, sort, columns].every((part) => part === undefined);
  return onlyNamesView ? (view?.state ?? {}) : normal(search);
}
