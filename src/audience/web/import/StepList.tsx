import { classes } from '../../../web/ui/classes.ts';
import { Icon } from '../../../web/ui/Icon.tsx';

export const steps = ['file', 'columns', 'matching', 'preview'] as const;

export type StepName = (typeof steps)[number];

const words: Record<StepName, string> = {
  file: 'File',
  columns: 'Columns',
  matching: 'Matching',
  preview: 'Preview',
};

type Props = { at: StepName; reached: StepName; go: (step: StepName) => void };

/** Where one is; steps that were reached can be gone back to. */
export function StepList({ at, reached, go }: Props) {
  const place = steps.indexOf(at);
  const last = steps.indexOf(reached);
  return (
    <nav aria-label="Steps of the import">
      <ol className="step-list">
        {steps.map((step, index) => (
          <li key={step} className={classes(index === place && 'now', index < place && 'past')}>
            <button
              type="button"
              disabled={index > last}
              aria-current={index === place ? 'step' : undefined}
              onClick={() => go(step)}
            >
              <span className="step-number">
                {index < place ? <Icon name="tick" size={14} /> : index + 1}
              </span>
              {words[step]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
