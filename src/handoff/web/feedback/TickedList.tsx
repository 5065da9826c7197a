import { useState, type ReactNode } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import type { Item } from './feedback.ts';
import { PutInto } from './PutInto.tsx';
import { SaidItem } from './SaidItem.tsx';

type Props = {
  items: readonly Item[];
  mayTheme: boolean;
  /** The theme whose list it is: not offered, and not told at each line. */
  theme?: string;
  renderEnd?: (item: Item) => ReactNode;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
};

/** What was said, newest first; what is ticked goes into a theme together. */
export function TickedList({ items, mayTheme, theme, renderEnd, more }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const clear = () => setChosen(new Set());
  return (
    <div className="stack">
      {chosen.size > 0 && (
        <div className="put-bar row wrap" role="region" aria-label="Chosen">
          <span className="strong num">{chosen.size} chosen</span>
          <PutInto ids={[...chosen]} done={clear} {...(theme === undefined ? {} : { from: theme })} />
          <Button ghost onClick={clear}>
            Clear
          </Button>
        </div>
      )}
      <ul className="said-list" aria-label="What was said">
        {items.map((item) => (
          <SaidItem
            key={item.id}
            item={item}
            themed={theme !== undefined}
            start={
              mayTheme && <Tick item={item} checked={chosen.has(item.id)} toggle={() => toggle(item.id)} />
            }
            end={renderEnd?.(item)}
          />
        ))}
      </ul>
      {more.hasNextPage && (
        <div>
          <Button busy={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

function Tick({ item, checked, toggle }: { item: Item; checked: boolean; toggle: () => void }) {
  return (
    <label className="hit">
      <input
        type="checkbox"
        className="check"
        aria-label={`Choose: ${item.words?.slice(0, 60) ?? item.by.name}`}
        checked={checked}
        onChange={toggle}
      />
    </label>
  );
}
