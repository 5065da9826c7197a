import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { classes } from '../ui/classes.ts';
import { gridTemplate, narrowest, sortField, type Column, type Widths } from './columns.ts';
import { nextSort, sortDirection } from './list-state.ts';
import { isChosen, nothing, type Chosen } from './selection.ts';
import type { ListControl } from './use-list-state.ts';

type Props<T> = {
  columns: readonly Column<T>[];
  widths: Widths;
  resize: (widths: Widths) => void;
  selectable: boolean;
  list: ListControl;
  defaultSort: string | undefined;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  ids: readonly string[];
};

export function ListHead<T>(props: Props<T>) {
  const { columns, selectable, chosen, choose, ids } = props;
  const some = ids.filter((id) => isChosen(chosen, id)).length;
  return (
    <div role="rowgroup" className="list-head">
      <div role="row" className="list-row" aria-rowindex={1}>
        {selectable && (
          <div role="columnheader" className="tick">
            <input
              type="checkbox"
              className="check"
              aria-label="Select all loaded rows"
              checked={some > 0 && some === ids.length}
              ref={(box) => {
                if (box !== null) box.indeterminate = some > 0 && some < ids.length;
              }}
              onChange={() => choose(some === ids.length ? nothing : { kind: 'some', ids: new Set(ids) })}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} {...props} column={column} />
        ))}
      </div>
    </div>
  );
}

function HeadCell<T>({
  column,
  columns,
  widths,
  resize,
  selectable,
  list,
  defaultSort,
}: Props<T> & { column: Column<T> }) {
  const field = sortField(column);
  const direction = field === undefined ? undefined : sortDirection(list.state.sort ?? defaultSort, field);
  return (
    <div role="columnheader" aria-sort={direction} className={column.align}>
      {field === undefined ? (
        <span className="truncate">{column.header}</span>
      ) : (
        <button
          type="button"
          className="sort"
          onClick={() => list.change({ sort: nextSort(list.state.sort ?? defaultSort, field) })}
        >
          <span className="truncate">{column.header}</span>
          {direction !== undefined && <Icon name={direction === 'ascending' ? 'up' : 'down'} size={12} />}
        </button>
      )}
      {column !== columns.at(-1) && <Grip {...{ column, columns, widths, resize, selectable }} />}
    </div>
  );
}

type GripProps<T> = Pick<Props<T>, 'columns' | 'widths' | 'resize' | 'selectable'> & { column: Column<T> };

/** Drag, or arrow keys. While dragging only one custom property changes: no row is rendered again. */
function Grip<T>({ column, columns, widths, resize, selectable }: GripProps<T>) {
  const from = useRef<{ x: number; width: number }>(undefined);
  const width = widths[column.id] ?? column.width;
  const withWidth = (next: number): Widths => ({
    ...widths,
    [column.id]: Math.max(narrowest, Math.round(next)),
  });
  const at = (event: PointerEvent) =>
    (from.current?.width ?? width) + event.clientX - (from.current?.x ?? event.clientX);
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (from.current === undefined) return;
    const table = event.currentTarget.closest<HTMLElement>('.list-table');
    table?.style.setProperty('--list-columns', gridTemplate(columns, withWidth(at(event)), selectable));
  };
  const step = { ArrowLeft: -16, ArrowRight: 16 } as Record<string, number>;
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${column.header}`}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={960}
      tabIndex={0}
      className={classes('list-grip')}
      onPointerDown={(event) => {
        from.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.dataset['dragging'] = '';
      }}
      onPointerMove={drag}
      onPointerUp={(event) => {
        resize(withWidth(at(event)));
        from.current = undefined;
        delete event.currentTarget.dataset['dragging'];
      }}
      onDoubleClick={() => resize({ ...widths, [column.id]: column.width })}
      onKeyDown={(event: KeyboardEvent) => {
        const by = step[event.key];
        if (by !== undefined) resize(withWidth(width + by));
      }}
    />
  );
}
