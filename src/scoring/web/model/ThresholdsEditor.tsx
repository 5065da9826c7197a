import { Temperature } from '../../../web/ui/Temperature.tsx';
import type { ModelDocument, TemperatureLine } from '../../simulation/contract.ts';
import type { Edited } from './edited.ts';
import { NumberInput } from './NumberInput.tsx';
import type { ErrorsAt } from './saving.ts';

type Thresholds = Pick<Edited, 'warm' | 'hot'>;
type Props = Thresholds & {
  grades: ModelDocument['fit']['grades'];
  errors: ErrorsAt;
  onChange: (thresholds: Thresholds) => void;
  onGrades: (grades: ModelDocument['fit']['grades']) => void;
};

/** From which score on somebody is warm or hot, and below which no longer; and what an A is. */
export function ThresholdsEditor({ warm, hot, grades, errors, onChange, onGrades }: Props) {
  return (
    <div className="stack loose">
      {(['hot', 'warm'] as const).map((which) => {
        const line = which === 'hot' ? hot : warm;
        return (
          <LineEditor
            key={which}
            which={which}
            line={line}
            errors={errors}
            onChange={(next) => onChange({ warm, hot, [which]: next })}
          />
        );
      })}
      <div className="row wrap" role="group" aria-label="Grades">
        {(['a', 'b', 'c'] as const).map((grade) => (
          <span key={grade} className="row">
            <span className="strong">{grade.toUpperCase()}</span>
            <span className="muted">from</span>
            <NumberInput
              label={`Fit from which on it is ${grade === 'a' ? 'an' : 'a'} ${grade.toUpperCase()}`}
              value={grades[grade]}
              min={0}
              max={100}
              error={errors(`fit.grades.${grade}`)}
              onChange={(from) => onGrades({ ...grades, [grade]: from })}
            />
          </span>
        ))}
        <span className="muted">of the fit; below that, D.</span>
      </div>
    </div>
  );
}

type LineProps = {
  which: 'warm' | 'hot';
  line: TemperatureLine;
  errors: ErrorsAt;
  onChange: (line: TemperatureLine) => void;
};

function LineEditor({ which, line, errors, onChange }: LineProps) {
  return (
    <div className="threshold-line" role="group" aria-label={`When somebody is ${which}`}>
      <Temperature value={which} />
      {(['engagement', 'fit'] as const).map((axis) => (
        <span key={axis} className="row wrap">
          <span className="axis-name">{axis === 'fit' ? 'Fit' : 'Engagement'}</span>
          {(['enter', 'leave'] as const).map((edge) => (
            <span key={edge} className="row">
              <span className="muted">{edge === 'enter' ? 'from' : 'until below'}</span>
              <NumberInput
                label={`${which === 'hot' ? 'Hot' : 'Warm'}: ${axis}, ${edge === 'enter' ? 'from' : 'until below'}`}
                value={line[axis][edge]}
                min={0}
                max={axis === 'fit' ? 100 : 10_000}
                error={errors(`${which}.${axis}.${edge}`)}
                onChange={(value) => onChange({ ...line, [axis]: { ...line[axis], [edge]: value } })}
              />
            </span>
          ))}
        </span>
      ))}
    </div>
  );
}
