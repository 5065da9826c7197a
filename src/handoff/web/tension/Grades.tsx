import { count, percent } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { NumberLink } from './NumberLink.tsx';
import type { Asked, Tension } from './tension.ts';

type Props = { tension: Tension; show: (leads: Asked) => void };

/** Whether marketing reached the audience both agreed on, and whether those are whom sales accepts. */
export function Grades({ tension: { grades }, show }: Props) {
  const most = Math.max(1, ...grades.map(({ opened }) => opened));
  return (
    <Card title="Does the audience match?">
      <ul className="reasons grades">
        {grades.map(({ grade, opened, judged, accepted }) => (
          <li key={grade ?? 'none'}>
            <span>{grade === null ? 'Not measured' : `Fit ${grade}`}</span>
            <span className="bullet marketing" aria-hidden="true">
              <i style={{ width: `${(opened / most) * 100}%` }} />
            </span>
            <NumberLink
              of={`fit ${grade ?? 'not measured'}`}
              onClick={() => show({ grade: grade ?? 'none' })}
            >
              {count(opened)}
            </NumberLink>
            <span className="small muted num">
              {judged === 0
                ? 'none judged yet'
                : `${percent(accepted, judged)} of ${count(judged)} judged accepted`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
