import { useEffect } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import type { PaletteItem } from './palette-items.ts';

type Props = {
  items: readonly PaletteItem[];
  active: number;
  onPoint: (index: number) => void;
  onChoose: (item: PaletteItem, newTab?: boolean) => void;
};

export function PaletteList({ items, active, onPoint, onChoose }: Props) {
  useEffect(() => {
    document.getElementById(`palette-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const groups = [...new Set(items.map((item) => item.group))];
  return (
    <div id="palette-list" role="listbox" aria-label="Results">
      {groups.map((group) => (
        <div key={group} role="group" aria-labelledby={`palette-${group}`}>
          <h3 id={`palette-${group}`} role="presentation">
            {group}
          </h3>
          {items.map((item, index) =>
            item.group === group ? (
              <Option key={item.id} {...{ item, index, onPoint, onChoose }} active={index === active} />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

type OptionProps = Pick<Props, 'onPoint' | 'onChoose'> & {
  item: PaletteItem;
  index: number;
  active: boolean;
};

function Option({ item, index, active, onPoint, onChoose }: OptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled at the input, as in every combobox
    <div
      id={`palette-${index}`}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      onPointerMove={() => !active && onPoint(index)}
      onClick={(event) => onChoose(item, event.metaKey || event.ctrlKey)}
    >
      <Icon name={item.icon} />
      <span className="grow truncate">
        {item.label} {item.subtitle !== undefined && <span className="muted">{item.subtitle}</span>}
      </span>
      {item.end !== undefined && <span className="small muted">{item.end}</span>}
      {item.keys !== undefined && <Kbd keys={item.keys} />}
    </div>
  );
}
