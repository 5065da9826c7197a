import '../styles/long-work.css';
import { useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Progress } from '../ui/Progress.tsx';
import { OperationLine } from './OperationLine.tsx';
import { isGoing, shareOf, type Operation } from './operations.ts';

type Props = { operations: Operation[]; putAway: (ids: string[]) => void };

/** One quiet line at the edge of the page; everything about it when opened. */
export default function ProgressPanel({ operations, putAway }: Props) {
  const [open, setOpen] = useState(false);
  const going = operations.filter(isGoing);
  const shown = going[0] ?? operations[0];
  if (shown === undefined) return null;
  const share = shareOf(shown);
  return (
    <section className="long-work" aria-label="Work in progress">
      <header>
        <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'chevronDown' : 'chevronUp'} size={12} />
          <span className="strong truncate">{headline(going, shown)}</span>
          {!open && share !== undefined && <span className="num muted">{Math.floor(share * 100)}%</span>}
        </button>
        {going.length === 0 && (
          <IconButton icon="cross" label="Put away" onClick={() => putAway(operations.map(({ id }) => id))} />
        )}
      </header>
      {open ? (
        <ul>
          {operations.map((operation) => (
            <OperationLine key={operation.id} operation={operation} putAway={() => putAway([operation.id])} />
          ))}
        </ul>
      ) : (
        going.length > 0 && <Progress label={shown.title} value={share} />
      )}
    </section>
  );
}

function headline(going: Operation[], shown: Operation): string {
  if (going.length > 1) return `${shown.title} and ${going.length - 1} more`;
  if (going.length === 1) return shown.title;
  const end = { done: 'done', failed: 'failed', cancelled: 'cancelled', queued: '', running: '' }[
    shown.state
  ];
  return `${shown.title}: ${end}`;
}
