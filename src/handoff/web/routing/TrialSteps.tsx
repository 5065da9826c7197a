import { Avatar } from '../../../web/ui/Avatar.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import type { Trial } from './routing.ts';

type Step = Trial['steps'][number];

const icons: Record<Step['outcome'], IconName> = {
  chosen: 'tick',
  no_match: 'cross',
  nobody_free: 'warning',
  not_reached: 'more',
  skipped: 'warning',
};

/** The answer first, then why: what each rule made of it. */
export function TrialSteps({ trial }: { trial: Trial }) {
  const { rep, team, words, steps } = trial;
  return (
    <div className="stack loose" aria-live="polite">
      <div className="row top">
        {rep !== null && <Avatar name={rep.name} team="sales" size="medium" />}
        <div>
          <p className="strong">{rep?.name ?? (team === null ? 'The queue' : `The queue of ${team.name}`)}</p>
          <p className="muted">{words}</p>
        </div>
      </div>
      <ol className="trial-steps">
        {steps.map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the steps of one answer, in their order
          <li key={index} className={step.outcome}>
            <Icon name={icons[step.outcome]} size={14} />
            <div className="stack">
              <span className={classes(step.outcome === 'chosen' && 'strong')}>{step.title}</span>
              <span className="small muted">{step.words}</span>
              {step.candidates.length > 0 && <Candidates candidates={step.candidates} />}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Candidates({ candidates }: { candidates: Step['candidates'] }) {
  return (
    <ul className="trial-candidates small">
      {candidates.map(({ rep, chosen, words }) => (
        <li key={rep.id} className={classes(chosen && 'strong')}>
          {rep.name}: {words}
        </li>
      ))}
    </ul>
  );
}
