import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { RowAction } from './row-actions.ts';

type Props = { record: { id: string; name: string }; actions: readonly RowAction[] };

/** What one can do with a row without opening it. */
export function RowMenu({ record, actions }: Props) {
  return (
    <div role="gridcell" className="row-menu">
      <span>
        <Menu
          label={`More about ${record.name}`}
          align="end"
          items={actions.map(({ label, icon, keys, run }) => ({
            label,
            icon,
            keys,
            onSelect: () => run(record),
          }))}
          renderTrigger={(props) => (
            <IconButton icon="more" label={`More about ${record.name}`} tabIndex={-1} {...props} />
          )}
        />
      </span>
    </div>
  );
}
