import { sourceWords } from '../../../audience/web/words.ts';
import { count, percent } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { reasonWords } from '../words.ts';
import { NumberLink } from './NumberLink.tsx';
import { minutes, type Asked, type Row } from './tension.ts';

type Props = {
  title: string;
  of: 'source' | 'campaign';
  rows: readonly Row[];
  show: (leads: Asked) => void;
};

/** The same measures for each source or campaign; each number opens its leads. */
export function Rows({ title, of, rows, show }: Props) {
  return (
    <Card title={title} flush>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, also by keyboard */}
      <div className="scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="table tension-rows">
          <thead>
            <tr>
              <th scope="col">{of === 'source' ? 'Source' : 'Campaign'}</th>
              <th scope="col" className="n">
                Handed over
              </th>
              <th scope="col" className="s-text">
                Accepted
              </th>
              <th scope="col" className="m-text">
                Met the line
              </th>
              <th scope="col" className="n">
                Fit A or B
              </th>
              <th scope="col" className="n">
                First contact
              </th>
              <th scope="col">Most frequent reason</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.key ?? ''} of={of} row={row} show={show} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Line({ of, row, show }: { of: Props['of']; row: Row; show: Props['show'] }) {
  const name = nameOf(of, row.key);
  const here = { [of]: row.key ?? 'none' };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="n">
        <NumberLink of={`${name}, handed over`} onClick={() => show(here)}>
          {count(row.opened)}
        </NumberLink>
      </td>
      <td>
        <Share
          team="sales"
          part={row.accepted}
          whole={row.judged}
          of={`${name}, accepted`}
          onClick={() => show({ ...here, verdict: 'accepted' })}
        />
      </td>
      <td>
        <Share
          team="marketing"
          part={row.met}
          whole={row.opened}
          of={`${name}, met the line`}
          onClick={() => show({ ...here, line: 'met' })}
        />
      </td>
      <td className="n">
        {row.graded === 0 ? (
          <span className="muted">–</span>
        ) : (
          <NumberLink of={`${name}, fit A or B`} onClick={() => show({ ...here, grade: 'match' })}>
            {percent(row.match, row.graded)}
          </NumberLink>
        )}
      </td>
      <td className="n">{row.response === null ? '–' : minutes(row.response.median)}</td>
      <td>
        {row.topReason === null ? (
          <span className="muted">–</span>
        ) : (
          <NumberLink
            of={name}
            onClick={() => show({ ...here, ...(row.topReason ? { reason: row.topReason } : {}) })}
          >
            {reasonWords[row.topReason]}
          </NumberLink>
        )}
      </td>
    </tr>
  );
}

type ShareProps = {
  team: 'sales' | 'marketing';
  part: number;
  whole: number;
  of: string;
  onClick: () => void;
};

function Share({ team, part, whole, of, onClick }: ShareProps) {
  if (whole === 0) return <span className="muted">–</span>;
  return (
    <span className="share">
      <NumberLink of={of} onClick={onClick}>
        {percent(part, whole)}
      </NumberLink>
      <span className={`bullet thin ${team}`} aria-hidden="true">
        <i style={{ width: `${(part / whole) * 100}%` }} />
      </span>
      <span className="small muted num">
        {count(part)} of {count(whole)}
      </span>
    </span>
  );
}

function nameOf(of: Props['of'], key: string | null): string {
  if (key === null) return 'Not known';
  if (of === 'campaign') return key;
  return (sourceWords as Record<string, string>)[key] ?? key;
}
