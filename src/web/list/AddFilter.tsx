import { Icon } from '../ui/Icon.tsx';
import { later } from '../ui/later.tsx';
import { moveInMenu } from '../ui/Menu.tsx';
import { Popover } from '../ui/Popover.tsx';
import type { Filter, FilterField } from './filter.ts';

const NewFilter = later(async () => (await import('./NewFilter.tsx')).NewFilter);

type Props = {
  fields: readonly FilterField[];
  onAdd: (filter: Filter) => void;
  onChange: (filter: Filter) => void;
};

export function AddFilter(props: Props) {
  return (
    <span className="chip add">
      <Popover
        label="Add a filter"
        onKeyDown={moveInMenu}
        renderTrigger={(trigger) => (
          <button type="button" {...trigger}>
            <Icon name="filter" size={14} />
            Filter
          </button>
        )}
      >
        {(close) => <NewFilter {...props} close={close} />}
      </Popover>
    </span>
  );
}
