import { Button } from '../ui/Button.tsx';
import { later } from '../ui/later.tsx';
import { Popover } from '../ui/Popover.tsx';
import type { ColumnChoiceProps } from './ColumnChoice.tsx';

const ColumnChoice = later(async () => (await import('./ColumnChoice.tsx')).ColumnChoice);

export function ColumnsMenu(props: ColumnChoiceProps) {
  return (
    <div className="only-wide">
      <Popover
        label="Columns"
        align="end"
        renderTrigger={(trigger) => (
          <Button small ghost icon="columns" {...trigger}>
            Columns
          </Button>
        )}
      >
        {() => <ColumnChoice {...props} />}
      </Popover>
    </div>
  );
}
