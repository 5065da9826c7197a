import { percent } from '../../../web/numbers.ts';
import { NumberLink } from '../../../handoff/web/tension/NumberLink.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import {
  daysWords,
  number,
  stepTeams,
  stepWords,
  type Funnel,
  type FunnelStep,
  type Step,
  type What,
} from './funnel.ts';

type Props = { funnel: Funnel; show: (step: Step, what: What) => void };

/** A bar a step, as long as the part of all who came that far; what is lost on the way stands between. */
export function Steps({ funnel, show }: Props) {
  const { steps, cohort, exact } = funnel;
  return (
    <ol className="funnel">
      {steps.map((each, place) => (
        <StepLine
          key={each.step}
          step={each}
          before={steps[place - 1]}
          cohort={cohort}
          exact={exact}
          show={show}
        />
      ))}
    </ol>
  );
}

type LineProps = {
  step: FunnelStep;
  before: FunnelStep | undefined;
  cohort: number;
  exact: boolean;
  show: Props['show'];
};

function StepLine({ step: { step, count, skipped, days }, before, cohort, exact, show }: LineProps) {
  const name = stepWords[step];
  const lost = before === undefined ? 0 : before.count - count;
  return (
    <li>
      {before !== undefined && (
        <div className="between small muted num">
          <span>
            {percent(count, before.count)} went on
            {lost > 0 && (
              <>
                ,{' '}
                <NumberLink of={`stopped before ${name}`} onClick={() => show(step, 'dropped')}>
                  {number(lost, exact)} did not
                </NumberLink>
              </>
            )}
          </span>
          {days !== null && (
            <span>
              half within {daysWords(days.median)}, nine of ten within {daysWords(days.p90)}
            </span>
          )}
        </div>
      )}
      <div className="step">
        <TeamDot team={stepTeams[step]} label={name} />
        <span className={`length ${stepTeams[step]}`} aria-hidden="true">
          <i style={{ width: `${cohort === 0 ? 0 : (count / cohort) * 100}%` }} />
        </span>
        <NumberLink of={name} className="count" onClick={() => show(step, 'reached')}>
          {number(count, exact)}
        </NumberLink>
        <span className="small muted num">{percent(count, cohort)}</span>
      </div>
      {skipped > 0 && (
        <div className="skipped small muted num">
          <NumberLink of={`further without ${name}`} onClick={() => show(step, 'skipped')}>
            {number(skipped, exact)}
          </NumberLink>{' '}
          of them came further without it
        </div>
      )}
    </li>
  );
}
