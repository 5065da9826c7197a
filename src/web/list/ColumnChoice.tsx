import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { shownColumns, type ChoosableColumn } from './columns.ts';

export type ColumnChoiceProps = {
  columns: readonly ChoosableColumn[];
  chosen: readonly string[] | undefined;
  onChange: (ids: string[] | undefined) => void;
};

/** Which columns there are, and in which order. */
export function ColumnChoice({ columns, chosen, onChange }: ColumnChoiceProps) {
  const shown = shownColumns(columns, chosen).slice(1);
  const ids = shown.map((column) => column.id);
  const rest = columns.slice(1).filter((column) => !ids.includes(column.id));
  const swap = (index: number, step: number) => {
    const next = [...ids];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index + step, 0, moved);
    onChange(next);
  };
  return (
    <div className="inner">
      <div>
        {shown.map((column, index) => (
          <div key={column.id} className="column-line">
            <Checkbox
              checked
              disabled={column.hideable === false}
              label={column.header}
              onChange={() => onChange(ids.filter((id) => id !== column.id))}
            />
            <span className="end">
              <IconButton
                icon="chevronUp"
                label={`Move ${column.header} left`}
                disabled={index === 0}
                onClick={() => swap(index, -1)}
              />
              <IconButton
                icon="chevronDown"
                label={`Move ${column.header} right`}
                disabled={index === shown.length - 1}
                onClick={() => swap(index, 1)}
              />
            </span>
          </div>
        ))}
        {rest.length > 0 && <hr className="menu-rule" />}
        {rest.map((column) => (
          <div key={column.id} className="column-line">
            <Checkbox checked={false} label={column.header} onChange={() => onChange([...ids, column.id])} />
          </div>
        ))}
      </div>
      {chosen !== undefined && (
        <Button small ghost icon="undo" onClick={() => onChange(undefined)}>
          Reset columns
        </Button>
      )}
    </div>
  );
}
