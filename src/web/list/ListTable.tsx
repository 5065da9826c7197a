import { useMemo, useRef, useState, type CSSProperties } from 'react';
import { gridTemplate, shownColumns, storedWidths, storeWidths, type Widths } from './columns.ts';
import type { DataListProps } from './DataList.tsx';
import { ListHead } from './ListHead.tsx';
import { ListRow } from './ListRow.tsx';
import { NextPageError } from './ListStates.tsx';
import type { RowAction } from './row-actions.ts';
import { isChosen, type Chosen } from './selection.ts';
import type { useListPages } from './use-list-pages.ts';
import type { ListControl } from './use-list-state.ts';
import { useNextPage } from './use-next-page.ts';
import { usePick } from './use-pick.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useWindow } from './use-window.ts';

/** Both also stand in list.css. */
const rowHeight = 40;
const headHeight = 32;

type Props<T extends { id: string }> = DataListProps<T> & {
  list: ListControl;
  items: T[];
  pages: ReturnType<typeof useListPages<T>>;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  selectable: boolean;
};

export function ListTable<T extends { id: string }>(props: Props<T>) {
  const { noun, words, items, pages, list, chosen, choose, selectable } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [widths, setWidths] = useState<Widths>(() => storedWidths(noun));
  const ids = useMemo(() => items.map((item) => item.id), [items]);
  const columns = useMemo(
    () => shownColumns(props.columns, list.state.columns),
    [props.columns, list.state.columns],
  );
  const style = { '--list-columns': gridTemplate(columns, widths, selectable) } as CSSProperties;
  return (
    <div className="list-scroll" ref={scroller} data-scroll-restoration-id={`list-${noun}`}>
      <div
        className="list-table"
        role="grid"
        aria-label={words.many}
        aria-rowcount={pages.hasNextPage ? -1 : items.length + 1}
        aria-multiselectable={selectable}
        style={style}
      >
        <ListHead
          {...{ columns, widths, selectable, list, chosen, choose, ids }}
          defaultSort={props.defaultSort}
          resize={(next) => {
            setWidths(next);
            storeWidths(noun, next);
          }}
        />
        <ListBody {...props} columns={columns} ids={ids} scroller={scroller} />
      </div>
      {pages.isFetchNextPageError && (
        <NextPageError thrown={pages.error} again={() => void pages.fetchNextPage()} />
      )}
    </div>
  );
}

const noActions: readonly RowAction[] = [];

type BodyProps<T extends { id: string }> = Props<T> & {
  ids: string[];
  scroller: React.RefObject<HTMLDivElement | null>;
};

function ListBody<T extends { id: string }>(props: BodyProps<T>) {
  const { items, ids, columns, pages, chosen, choose, selectable, scroller, nameOf, linkTo } = props;
  const rows = useWindow({ scroller, count: items.length, rowHeight, headHeight });
  useNextPage(pages, rows.last, items.length);
  const picking = usePick({ ids, chosen, choose });
  const pick = selectable ? picking : undefined;
  const actions = props.actions ?? noActions;
  const cursor = useRowKeys({ items, scroller, scrollTo: rows.scrollTo, linkTo, pick, actions, nameOf });
  return (
    <div role="rowgroup" style={{ height: rows.height, position: 'relative' }}>
      {rows.indexes.map((index) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <ListRow
            key={item.id}
            {...{ item, index, columns, pick, actions }}
            top={index * rowHeight}
            name={nameOf(item)}
            to={linkTo(item)}
            chosen={isChosen(chosen, item.id)}
            cursor={cursor.index === index}
            entry={cursor.index === index || (cursor.index < 0 && index === 0)}
            point={cursor.set}
          />
        );
      })}
    </div>
  );
}
