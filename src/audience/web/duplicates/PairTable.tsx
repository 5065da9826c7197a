import './duplicates.css';
import { Link } from '@tanstack/react-router';
import { classes } from '../../../web/ui/classes.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { showValue } from '../words.ts';
import type { Comparison, Line, Seat } from './duplicates.ts';
import type { DecisionState } from './use-decision.ts';
import { fieldLabel, partings } from './words.ts';

const seats: readonly Seat[] = ['one', 'other'];

/** Two contacts side by side; where they differ, one press says whose value stands. */
export function PairTable({ pair, state }: { pair: Comparison; state: DecisionState }) {
  const differing = pair.lines.filter((line) => !line.same);
  const alike = pair.lines.filter((line) => line.same);
  return (
    <table className="pair">
      <caption className="sr">
        {pair.one.name} and {pair.other.name} side by side
      </caption>
      <thead>
        <tr>
          <td>
            <span className="sr">Field</span>
          </td>
          {seats.map((seat) => (
            <th key={seat} scope="col">
              <Person person={pair[seat]} />
              <button
                type="button"
                className="choice keep"
                aria-pressed={state.keep === seat}
                disabled={!pair.mayMerge}
                onClick={() => state.take(seat)}
              >
                <Mark on={state.keep === seat} />
                <span>{state.keep === seat ? 'This record is kept' : 'Keep this record'}</span>
                <kbd aria-hidden="true">{seat === 'one' ? '1' : '2'}</kbd>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differing.map((line) => (
          <Differing key={line.field} line={line} state={state} mayChoose={pair.mayMerge} />
        ))}
        <Tags pair={pair} />
        {alike.map((line) => (
          <tr key={line.field} className="alike">
            <th scope="row">{fieldLabel(line)}</th>
            <td colSpan={2}>{shown(line, line.one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Person({ person }: { person: Comparison['one'] }) {
  return (
    <span className="stack tight">
      <Link to={`/contacts/${person.id}`} className="strong name">
        {person.name}
      </Link>
      <span className="small muted">
        Added <RelativeTime at={person.createdAt} />
      </span>
    </span>
  );
}

function Differing({ line, state, mayChoose }: { line: Line; state: DecisionState; mayChoose: boolean }) {
  const label = fieldLabel(line);
  const stands = state.seatOf(line);
  return (
    <tr>
      <th scope="row">{label}</th>
      {seats.map((seat) => (
        <td key={seat}>
          <button
            type="button"
            className={classes('choice', line[seat] === null && 'nothing')}
            aria-label={`${label}: ${shown(line, line[seat]) || 'empty'}`}
            aria-pressed={stands === seat}
            disabled={!mayChoose}
            onClick={() => state.choose(line.field, seat)}
          >
            <Mark on={stands === seat} />
            <Value
              text={shown(line, line[seat])}
              other={shown(line, line[seat === 'one' ? 'other' : 'one'])}
            />
          </button>
        </td>
      ))}
    </tr>
  );
}

function Value({ text, other }: { text: string; other: string }) {
  if (text === '') return <span>Empty</span>;
  const parts = partings(text, other);
  if (parts === null) return <span>{text}</span>;
  const [start, apart, end] = parts;
  return (
    <span>
      {start}
      <span className="apart">{apart}</span>
      {end}
    </span>
  );
}

/** Nothing to choose: who is both has the tags of both. */
function Tags({ pair }: { pair: Comparison }) {
  const tags = [...new Set([...pair.one.tags, ...pair.other.tags])];
  if (tags.length === 0) return null;
  return (
    <tr className="alike">
      <th scope="row">Tags</th>
      <td colSpan={2}>
        <span className="row wrap">
          {tags.map((tag) => (
            <Tag key={tag} tone="outline">
              {tag}
            </Tag>
          ))}
        </span>
      </td>
    </tr>
  );
}

function Mark({ on }: { on: boolean }) {
  return <span className="mark">{on && <Icon name="tick" size={14} />}</span>;
}

function shown({ field }: Line, value: string | null): string {
  return value === null ? '' : showValue(field, value);
}
