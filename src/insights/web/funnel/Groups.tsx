import { percent } from '../../../web/numbers.ts';
import { sourceWords } from '../../../audience/web/words.ts';
import { NumberLink } from '../../../handoff/web/tension/NumberLink.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import {
  number,
  stepTeams,
  stepWords,
  type Funnel,
  type FunnelGroup,
  type Search,
  type Step,
  type What,
} from './funnel.ts';

type Props = {
  funnel: Funnel;
  by: string;
  show: (step: Step, what: What, more?: Search) => void;
};
const titles: Record<string, string> = {
  source: 'By first channel',
  segment: 'By segment',
  team: 'By the owner’s team',
};

/** The same funnel for each source, segment or team; how many of those before went on stands under the number. */
export function Groups({ funnel, by, show }: Props) {
  return (
    <Card
      title={titles[by] ?? ''}
      flush
      end={by === 'segment' && <span className="small muted">Who is in several is counted in each.</span>}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, also by keyboard */}
      <div className="scroll" tabIndex={0} role="region" aria-label={titles[by]}>
        <table className="table funnel-groups">
          <thead>
            <tr>
              <th scope="col">{by === 'source' ? 'Channel' : by === 'segment' ? 'Segment' : 'Team'}</th>
              {funnel.steps.map(({ step }) => (
                <th
                  key={step}
                  scope="col"
                  className={`n ${stepTeams[step] === 'sales' ? 's-text' : 'm-text'}`}
                >
                  {stepWords[step]}
                </th>
              ))}
              <th scope="col" className="n">
                Visitor to customer
              </th>
            </tr>
          </thead>
          <tbody>
            {funnel.groups.map((group) => (
              <Line key={group.key ?? ''} group={group} by={by} exact={funnel.exact} show={show} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

type LineProps = { group: FunnelGroup; by: string; exact: boolean; show: Props['show'] };

function Line({ group, by, exact, show }: LineProps) {
  const { key, label, steps } = group;
  const name = label ?? nameOf(by, key);
  const here = { [by]: key ?? 'none' };
  return (
    <tr>
      <th scope="row">{name}</th>
      {steps.map(({ step, count }, place) => {
        const before = steps[place - 1];
        return (
          <td key={step} className="n">
            <NumberLink of={`${name}, ${stepWords[step]}`} onClick={() => show(step, 'reached', here)}>
              {number(count, exact)}
            </NumberLink>
            <span className="small muted">{before === undefined ? '' : percent(count, before.count)}</span>
          </td>
        );
      })}
      <td className="n strong">{percent(steps.at(-1)?.count ?? 0, steps[0]?.count ?? 0)}</td>
    </tr>
  );
}

function nameOf(by: string, key: string | null): string {
  if (by === 'source') return (sourceWords as Record<string, string>)[key ?? 'unknown'] ?? key ?? '';
  return by === 'team' ? 'Nobody’s' : 'A segment that is gone';
}
