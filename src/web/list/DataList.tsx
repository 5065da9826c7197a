import '../styles/list.css';
import { useMemo, useState, type ReactNode } from 'react';
import { about, count, counted, sentenceCase } from '../numbers.ts';
import { Button } from '../ui/Button.tsx';
import { Cards } from './Cards.tsx';
import type { Column } from './columns.ts';
import type { FilterField } from './filter.ts';
import { ListEmpty, ListError, ListWait } from './ListStates.tsx';
import { ListTable } from './ListTable.tsx';
import { ListTools } from './ListTools.tsx';
import { listRequest, type ListState } from './list-state.ts';
import { describe, nothing, type Chosen, type Selection } from './selection.ts';
import type { RowAction } from './row-actions.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useListPages, type Estimate } from './use-list-pages.ts';
import { useListState } from './use-list-state.ts';
import { useNarrow } from './use-narrow.ts';
import { useTrail } from './use-trail.ts';
import type { StandardView } from './views.ts';
import { ViewTabs } from './ViewTabs.tsx';

export type DataListProps<T extends { id: string }> = {
  /** 'contacts': names the views, starts the query key ['contacts', 'list', …]. */
  noun: string;
  words: { one: string; many: string };
  /** GET path?filter&sort&q&cursor&limit → { items, next, estimate } */
  path: string;
  columns: readonly Column<T>[];
  fields: readonly FilterField[];
  defaultSort?: string;
  /** Views everybody has beside 'All': 'Mine', 'Unassigned'. Declared outside the component. */
  views?: readonly StandardView[];
  nameOf: (item: T) => string;
  linkTo: (item: T) => string;
  /** One row on a phone; it stands inside a link to the record. */
  renderCard: (item: T) => ReactNode;
  /** What one can do with a row without opening it. Always the same list, or every row is drawn anew. */
  actions?: readonly RowAction[];
  /** Buttons for what was selected. Left out: nothing can be selected. */
  renderBulk?: (selection: Selection, state: ListState) => ReactNode;
  /** Small buttons at the right, for instance export; gets what is being shown, as the server is asked. */
  renderTools?: (request: Record<string, string>, state: ListState) => ReactNode;
  /** When there is nothing at all yet. */
  empty: ReactNode;
};

export function DataList<T extends { id: string }>(props: DataListProps<T>) {
  const { noun, words, path, defaultSort, renderBulk, renderTools } = props;
  const list = useListState(noun, props.views);
  const pages = useListPages<T>({ noun, path, state: list.state, defaultSort });
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const estimate = pages.data?.pages[0]?.estimate;
  const [chosen, setChosen] = useChosen(list.state);
  const narrow = useNarrow();
  const request = listRequest(list.state, defaultSort);
  useTrail(noun, { items, estimate, request, more: pages.hasNextPage, name: list.view?.name });
  const asked = request['q'] !== undefined || request['filter'] !== undefined;
  const selection = describe(chosen, estimate, list.state, () => setChosen(nothing));
  const shared = { ...props, list, items, pages };
  const choosing = { chosen, choose: setChosen, selectable: renderBulk !== undefined };
  return (
    <div className="list">
      <ViewTabs noun={noun} many={words.many} list={list} />
      <ListTools {...props} list={list}>
        {renderTools?.(request, list.state)}
      </ListTools>
      {pages.isPending && <ListWait />}
      {pages.isError && items.length === 0 && (
        <ListError thrown={pages.error} retry={() => void pages.refetch()} />
      )}
      {pages.isSuccess && items.length === 0 && (
        <ListEmpty
          asked={asked}
          many={words.many}
          empty={props.empty}
          clear={() => list.change({ q: '', filter: [] })}
        />
      )}
      {items.length > 0 && narrow && <Cards {...shared} {...choosing} />}
      {items.length > 0 && !narrow && <ListTable {...shared} {...choosing} />}
      {items.length > 0 && (
        <footer className="list-foot">
          <span aria-live="polite">{countLine(estimate, items.length, pages.hasNextPage, words)}</span>
          {changedBelow(pages.data?.pages.length ?? 0, pages.isStale, pages.isFetching) && (
            <Button small ghost icon="refresh" onClick={() => void pages.refetch()}>
              Refresh
            </Button>
          )}
        </footer>
      )}
      {renderBulk !== undefined && selection.count > 0 && (
        <SelectionBar
          selection={selection}
          words={words}
          all={chosen.kind === 'some' && pages.hasNextPage ? estimate : undefined}
          chooseAll={() => setChosen({ kind: 'all', except: new Set() })}
        >
          {renderBulk(selection, list.state)}
        </SelectionBar>
      )}
    </div>
  );
}

/** Another question, another answer: what was chosen under the old one is not meant. */
function useChosen({ q, filter }: ListState): [Chosen, (chosen: Chosen) => void] {
  const question = JSON.stringify([q, filter]);
  const [held, setHeld] = useState({ question, chosen: nothing });
  const chosen = held.question === question ? held.chosen : nothing;
  return [chosen, (next) => setHeld({ question, chosen: next })];
}

/** A long list is not fetched again under the reader's eyes (live.ts); it says so instead. */
function changedBelow(pages: number, stale: boolean, fetching: boolean): boolean {
  return pages > 3 && stale && !fetching;
}

function countLine(
  estimate: Estimate | undefined,
  loaded: number,
  more: boolean,
  words: { one: string; many: string },
): string {
  if (!more) return counted(loaded, words.one, words.many);
  if (estimate === undefined) return `More than ${count(loaded)} ${words.many}`;
  if (estimate.exact) return counted(estimate.count, words.one, words.many);
  return sentenceCase(`${about(estimate.count)} ${words.many}`);
}
