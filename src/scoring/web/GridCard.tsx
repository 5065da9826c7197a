import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Filter } from '../../web/list/filter.ts';
import { about, count } from '../../web/numbers.ts';
import { useMay } from '../../web/session.ts';
import { ButtonLink } from '../../web/ui/ButtonLink.tsx';
import { Card } from '../../web/ui/Card.tsx';
import { EmptyState } from '../../web/ui/EmptyState.tsx';
import { SampleLink } from '../../web/ui/SampleLink.tsx';
import { Skeleton } from '../../web/ui/Skeleton.tsx';
import { Temperature } from '../../web/ui/Temperature.tsx';
import type { GridCell } from '../grid/contract.ts';
import { gridQuery, type Grid } from './score-models.ts';

const grades = ['A', 'B', 'C', 'D'] as const;
const temperatures = ['cold', 'warm', 'hot'] as const;

/** Who stands where: how well they fit, how warm they are; each number leads to the people. */
export function GridCard() {
  const { data } = useQuery(gridQuery);
  return (
    <Card title="Who stands where" end={<span className="small muted">fit down, engagement across</span>}>
      {data === undefined && <Skeleton lines={5} />}
      {data !== undefined &&
        (data.cells.some((cell) => cell.count > 0) ? <GridTable grid={data} /> : <Nobody />)}
    </Card>
  );
}

function Nobody() {
  return (
    <EmptyState
      icon="contact"
      title="Nobody has a score yet"
      actions={
        <>
          {useMay('contacts.import') && (
            <ButtonLink primary to="/contacts/import">
              Bring in contacts
            </ButtonLink>
          )}
          <SampleLink />
        </>
      }
    >
      Every contact gets a grade by who they are, and is cold, warm or hot by what they do. As soon as there
      are contacts, they stand here, and each number leads to them.
    </EmptyState>
  );
}

function GridTable({ grid: { cells } }: { grid: Grid }) {
  const most = Math.max(1, ...cells.map((cell) => cell.count));
  return (
    <table className="score-grid">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">Grade</span>
          </th>
          {temperatures.map((temperature) => (
            <th key={temperature} scope="col">
              <Temperature value={temperature} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grades.map((grade) => (
          <tr key={grade}>
            <th scope="row">{grade}</th>
            {temperatures.map((temperature) => {
              const cell = cells.find((each) => each.grade === grade && each.temperature === temperature);
              return <td key={temperature}>{cell !== undefined && <Cell cell={cell} most={most} />}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ cell, most }: { cell: GridCell; most: number }) {
  const { grade, temperature, exact, filter } = cell;
  const shown = exact ? count(cell.count) : about(cell.count);
  // By the square root, so that a handful of hot ones is seen beside thousands of cold ones.
  const share = cell.count === 0 ? 0 : 0.12 + 0.88 * Math.sqrt(cell.count / most);
  return (
    <Link
      to="/contacts"
      search={{ filter: JSON.parse(filter) as Filter[] }}
      className={`cell ${temperature}`}
      aria-label={`${shown} ${cell.count === 1 ? 'contact' : 'contacts'} of grade ${grade}, ${temperature}`}
    >
      <span className="num">{shown}</span>
      <span className="measure" aria-hidden="true">
        <i style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
    </Link>
  );
}
