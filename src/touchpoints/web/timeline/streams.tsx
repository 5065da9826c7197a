import { useMemo } from 'react';
import { teamOf, useColleagues } from '../../../audience/web/people.ts';
import type { Activity, ActivityPage, NameOf, Told } from '../../../audience/web/record/activity.ts';
import { auditTouch } from '../../../web/record/AuditTrail.tsx';
import type { TimelineItem } from '../../../web/record/timeline.ts';
import { useNamedKinds } from '../kinds.ts';
import type { Touchpoint } from '../touchpoints.ts';
import { showsChanges, showsTouches, type TimelineSearch } from './search.ts';
import { gatherSittings, type Entry } from './sittings.ts';
import { tellTouch } from './touch-words.tsx';
import { TouchMore } from './TouchMore.tsx';

/** What is read page by page, newest first, to stand on a timeline beside others. */
export type Stream = {
  items: TimelineItem[];
  more: boolean;
  load: () => void;
  loading: boolean;
  waiting: boolean;
  error: Error | null;
  retry: () => void;
};

type Query<Page> = {
  data: { pages: Page[] } | undefined;
  hasNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
  isFetchingNextPage: boolean;
  isPending: boolean;
  error: Error | null;
  refetch: () => Promise<unknown>;
};

/** `renderWho` names whom a touch is about, where the line is not one person's. */
export function useTouchStream<T extends Touchpoint>(
  query: Query<{ items: T[] }>,
  search: TimelineSearch,
  renderWho?: (touch: T) => React.ReactNode,
): Stream {
  const shown = showsTouches(search);
  const named = useNamedKinds();
  const items = useMemo(() => {
    const touches = shown ? (query.data?.pages.flatMap((page) => page.items) ?? []) : [];
    return gatherSittings(touches).map((entry) => itemOf(entry, named, renderWho));
  }, [query.data, named, shown, renderWho]);
  return streamOf(query, items, shown);
}

/** What colleagues did with the record; within a stretch of time only what they did then. */
export function useChangeStream(
  query: Query<ActivityPage>,
  search: TimelineSearch,
  tell: (activity: Activity, nameOf: NameOf) => Told,
): Stream {
  const shown = showsChanges(search);
  const colleagues = useColleagues();
  const { since, until } = search;
  const items = useMemo(() => {
    const pages = shown ? (query.data?.pages ?? []) : [];
    const people = new Map(pages.flatMap((page) => page.people).map((person) => [person.id, person.name]));
    return pages
      .flatMap((page) => page.items)
      .filter(({ at }) => isWithin(at, since, until))
      .map((activity) =>
        auditTouch({
          id: activity.id,
          at: activity.at,
          actor: { name: activity.actor.name, team: teamOf(colleagues.get(activity.actor.id ?? '')) },
          ...tell(activity, (person) => people.get(person)),
        }),
      );
  }, [query.data, colleagues, shown, since, until, tell]);
  return streamOf(query, items, shown);
}

function isWithin(at: string, since: string | undefined, until: string | undefined): boolean {
  const time = Date.parse(at);
  return (
    (since === undefined || time >= Date.parse(since)) && (until === undefined || time <= Date.parse(until))
  );
}

function streamOf(query: Query<unknown>, items: TimelineItem[], shown: boolean): Stream {
  return {
    items,
    more: shown && query.hasNextPage,
    load: () => void query.fetchNextPage(),
    loading: query.isFetchingNextPage,
    waiting: shown && query.isPending,
    error: shown ? query.error : null,
    retry: () => void query.refetch(),
  };
}

function itemOf<T extends Touchpoint>(
  entry: Entry<T>,
  named: ReadonlyMap<string, string>,
  renderWho: ((touch: T) => React.ReactNode) | undefined,
): TimelineItem {
  const { touch, sitting } = entry;
  const told = tellTouch(entry, named);
  return {
    id: touch.id,
    at: entry.at,
    ids: sitting?.touches.map(({ id }) => id) ?? [touch.id],
    more: <TouchMore {...entry} />,
    ...told,
    ...(renderWho === undefined
      ? {}
      : {
          detail: (
            <>
              {renderWho(touch)}
              {told.detail !== undefined && <> · {told.detail}</>}
            </>
          ),
        }),
  };
}
