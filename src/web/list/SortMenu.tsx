import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import { sortField, type Column } from './columns.ts';
import { sortDirection } from './list-state.ts';

type Props<T> = { columns: readonly Column<T>[]; sort: string | undefined; onChange: (sort: string) => void };

/** The same as a click on a header, also where there is none (on a phone, or the column is not shown). */
export function SortMenu<T>({ columns, sort, onChange }: Props<T>) {
  const sortable = columns.flatMap((column) => {
    const field = sortField(column);
    return field === undefined
      ? []
      : [{ label: column.header, field, direction: sortDirection(sort, field) }];
  });
  const current = sortable.find((each) => each.direction !== undefined);
  if (sortable.length === 0) return null;
  return (
    <Menu
      label="Sort by"
      align="end"
      renderTrigger={(props) => (
        <Button small ghost icon="sort" aria-label={`Sorted by ${current?.label ?? 'default'}`} {...props}>
          {current?.label ?? 'Sort'}
        </Button>
      )}
      items={[
        { heading: 'Sort by' },
        ...sortable.map(({ label, field, direction }) => ({
          label,
          checked: direction !== undefined,
          onSelect: () => onChange(field),
        })),
        'rule',
        {
          label: 'Ascending',
          checked: current?.direction === 'ascending',
          disabled: current === undefined,
          onSelect: () => onChange(current?.field ?? ''),
        },
        {
          label: 'Descending',
          checked: current?.direction === 'descending',
          disabled: current === undefined,
          onSelect: () => onChange(`-${current?.field ?? ''}`),
        },
      ]}
    />
  );
}
