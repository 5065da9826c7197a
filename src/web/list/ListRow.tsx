import { Link, useNavigate } from '@tanstack/react-router';
import { memo, useState, type MouseEvent } from 'react';
import { classes } from '../ui/classes.ts';
import type { Column } from './columns.ts';
import type { RowAction } from './row-actions.ts';
import { RowMenu } from './RowMenu.tsx';

type Pick = (index: number, range: boolean) => void;
type Props<T> = {
  item: T;
  index: number;
  top: number;
  columns: readonly Column<T>[];
  name: string;
  to: string;
  chosen: boolean;
  cursor: boolean;
  /** The one row the Tab key stops at. */
  entry: boolean;
  pick: Pick | undefined;
  actions: readonly RowAction[];
  point: (index: number) => void;
};

/** Scrolling through thousands of rows renders none again that stayed the same. */
export const ListRow = memo(Row) as typeof Row;

function Row<T extends { id: string }>(props: Props<T>) {
  const { item, index, top, columns, name, to, chosen, cursor, entry, pick, actions, point } = props;
  const navigate = useNavigate();
  // The menu is drawn where the pointer or the cursor is; forty that nobody looks at would cost as much as the rows.
  const [near, setNear] = useState(false);
  const open = (event: MouseEvent) => {
    const target = event.target as Element;
    // Links, ticks and marked text keep their own meaning.
    if (target.closest('a, button, input, label') !== null || getSelection()?.isCollapsed === false) return;
    if (event.shiftKey && pick !== undefined) pick(index, true);
    else if (event.metaKey || event.ctrlKey) window.open(to, '_blank', 'noopener');
    else void navigate({ to });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- Enter opens the row too: use-row-keys.ts
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={pick === undefined ? undefined : chosen}
      aria-label={name}
      data-index={index}
      tabIndex={entry ? 0 : -1}
      className={classes('list-row', 'list-line', cursor && 'cursor')}
      style={{ transform: `translateY(${top}px)` }}
      onClick={open}
      onFocus={() => point(index)}
      onPointerEnter={() => setNear(true)}
    >
      {pick !== undefined && <Tick {...{ index, name, chosen, pick }} />}
      {columns.map((column, at) => (
        <div key={column.id} role="gridcell" className={column.align}>
          {at === 0 ? (
            <Link to={to} className="open" tabIndex={-1}>
              {column.cell(item)}
            </Link>
          ) : (
            column.cell(item)
          )}
        </div>
      ))}
      {(near || cursor) && actions.length > 0 && <RowMenu record={{ id: item.id, name }} actions={actions} />}
    </div>
  );
}

function Tick({ index, name, chosen, pick }: { index: number; name: string; chosen: boolean; pick: Pick }) {
  return (
    <div role="gridcell" className="tick">
      <input
        type="checkbox"
        className="check"
        aria-label={`Select ${name}`}
        tabIndex={-1}
        checked={chosen}
        readOnly
        onClick={(event) => pick(index, event.shiftKey)}
      />
    </div>
  );
}
