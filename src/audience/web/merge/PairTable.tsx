import '../duplicates/duplicates.css';
import { Link } from '@tanstack/react-router';
import { classes } from '../../../web/ui/classes.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { partings } from '../duplicates/words.ts';
import type { Comparison, Line, MergeKind, Seat } from './merge-kind.ts';
import type { DecisionState } from './use-decision.ts';

const seats: readonly Seat[] = ['one', 'other'];

type Props = { kind: MergeKind; pair: Comparison; state: DecisionState };

/** Two records side by side; where they differ, one press says whose value stands. */
export function PairTable({ kind, pair, state }: Props) {
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
              <Name kind={kind} record={pair[seat]} />
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
          <Differing key={line.field} kind={kind} line={line} state={state} mayChoose={pair.mayMerge} />
        ))}
        <Tags pair={pair} />
        {alike.map((line) => (
          <tr key={line.field} className="alike">
            <th scope="row">{kind.label(line)}</th>
            <td colSpan={2}>{shown(kind, line, line.one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ kind, record }: { kind: MergeKind; record: Comparison['one'] }) {
  return (
    <span className="stack tight">
      <Link to={`/${kind.nouns}/${record.id}`} className="strong name">
        {record.name}
      </Link>
      <span className="small muted">
        Added <RelativeTime at={record.createdAt} />
      </span>
    </span>
  );
}

type DifferingProps = { kind: MergeKind; line: Line; state: DecisionState; mayChoose: boolean };

function Differing({ kind, line, state, mayChoose }: DifferingProps) {
  const label = kind.label(line);
  const stands = state.seatOf(line);
  return (
    <tr>
      <th scope="row">{label}</th>
      {seats.map((seat) => (
        <td key={seat}>
          <button
            type="button"
            className={classes('choice', line[seat] === null && 'nothing')}
            aria-label={`${label}: ${shown(kind, line, line[seat]) || 'empty'}`}
            aria-pressed={stands === seat}
            disabled={!mayChoose}
            onClick={() => state.choose(line.field, seat)}
          >
            <Mark on={stands === seat} />
            <Value
              text={shown(kind, line, line[seat])}
              other={shown(kind, line, line[seat === 'one' ? 'other' : 'one'])}
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

/** Nothing to choose: what is both has the tags of both. */
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

function shown(kind: MergeKind, line: Line, value: string | null): string {
  return value === null ? '' : kind.show(line, value);
}
