import type { ReactNode } from 'react';
import { about, count, percent } from '../../../web/numbers.ts';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { NumberLink } from './NumberLink.tsx';
import { minutes, type Asked, type Tension } from './tension.ts';

type Props = { tension: Tension; show: (leads: Asked) => void };

/** Each side's own measure first, side by side. */
export function Headline({ tension, show }: Props) {
  const { all, exact } = tension;
  const number = exact ? count : about;
  return (
    <div className="stack">
      <div className="card kpis">
        <Kpi
          name={<TeamDot team="sales" label="Sales: accepted" />}
          figure={percent(all.accepted, all.judged)}
          foot={`${number(all.accepted)} of ${number(all.judged)} judged`}
          of="accepted leads"
          onClick={() => show({ verdict: 'accepted' })}
        />
        <Kpi
          name={<TeamDot team="marketing" label="Marketing: met the line" />}
          figure={percent(all.met, all.opened)}
          foot={`${number(all.met)} of ${number(all.opened)} handed over`}
          of="leads that met the line"
          onClick={() => show({ line: 'met' })}
        />
        <Kpi
          name="Target audience: fit A or B"
          figure={percent(all.match, all.graded)}
          foot={`${number(all.match)} of ${number(all.graded)} with a fit`}
          of="leads of fit A or B"
          onClick={() => show({ grade: 'match' })}
        />
        <Kpi
          name="First contact"
          figure={all.response === null ? '–' : minutes(all.response.median)}
          foot={
            all.response === null
              ? 'Nobody was contacted yet'
              : `nine of ten within ${minutes(all.response.p90)}, working time`
          }
          of="leads that were contacted"
          onClick={() => show({ answered: 'true' })}
        />
      </div>
      <Small tension={tension} />
    </div>
  );
}

type KpiProps = { name: ReactNode; figure: string; foot: string; of: string; onClick: () => void };

function Kpi({ name, figure, foot, of, onClick }: KpiProps) {
  return (
    <div className="kpi">
      <span className="name">{name}</span>
      <NumberLink of={of} className="figure" onClick={onClick}>
        {figure}
      </NumberLink>
      <span className="foot">{foot}</span>
    </div>
  );
}

/** How it is defined, and when it was computed. */
function Small({ tension: { line, mine, exact, computedAt } }: Pick<Props, 'tension'>) {
  const defined =
    line === null
      ? 'No model is signed yet, so there is no line to meet but what was hot already.'
      : `The line is model ${line.number}’s: engagement ${line.engagement} and fit ${line.fit} make hot; each lead is measured by the model of its day.`;
  return (
    <p className="small muted">
      {defined} Accepted counts of those judged.
      {mine && ' Only the hand-offs within your reach are counted.'}
      {!exact && ' There were so many that only the newest were read.'} Computed{' '}
      <RelativeTime at={computedAt} />.
    </p>
  );
}
