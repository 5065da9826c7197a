import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { moveInMenu } from '../../../web/ui/Menu.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { SearchInput } from '../../../web/ui/SearchInput.tsx';
import { wishesFor, type Wish } from './draft.ts';
import type { OfferedField } from './segments.ts';

/** What is asked most comes first. */
const order = ['Touchpoints', 'Contact', 'Segments', 'Properties'];

function rank(group: string): number {
  const place = order.indexOf(group);
  return place < 0 ? order.length : place;
}

type Props = { offers: readonly OfferedField[]; onAdd: (wish: Wish) => void };

/** Everything that can be asked, found by typing. */
export function AddCondition({ offers, onAdd }: Props) {
  const [typed, setTyped] = useState('');
  const found = wishesFor(offers, typed);
  const groups = [...Map.groupBy(found, ({ group }) => group)].toSorted(
    ([one], [other]) => rank(one) - rank(other),
  );
  return (
    <Popover
      label="What to ask for"
      onKeyDown={moveInMenu}
      onClose={() => setTyped('')}
      renderTrigger={(trigger) => (
        <Button small icon="plus" {...trigger}>
          Condition
        </Button>
      )}
    >
      {(close) => (
        <div className="inner filter-box">
          <SearchInput
            label="Find what to ask for"
            value={typed}
            onChange={setTyped}
            onKeyDown={(event) => {
              const [first] = found;
              if (event.key !== 'Enter' || first === undefined) return;
              event.preventDefault();
              close();
              onAdd(first);
            }}
          />
          <div className="choices">
            {groups.map(([group, members]) => (
              <div key={group} role="group" aria-label={group}>
                <div className="menu-label">{group}</div>
                {members.map((wish) => (
                  <button
                    key={`${wish.offer.source}.${wish.offer.field} ${wish.label}`}
                    type="button"
                    className="menu-item"
                    onClick={() => {
                      close();
                      onAdd(wish);
                    }}
                  >
                    <span className="truncate">{wish.label}</span>
                  </button>
                ))}
              </div>
            ))}
            {groups.length === 0 && <p className="muted">Nothing of that name.</p>}
          </div>
        </div>
      )}
    </Popover>
  );
}
