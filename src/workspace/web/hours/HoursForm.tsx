import { useState } from 'react';
import { asProblem, type Problem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { toast } from '../../../web/ui/toast.ts';
import {
  dayProblem,
  hoursPerWeek,
  hoursWords,
  inOrder,
  spansOf,
  usualHours,
  weekdays,
  type WeeklyHours,
} from './hours.ts';
import { HoursEditor } from './HoursEditor.tsx';

type Props = {
  /** null: none of one's own, the inherited ones count. */
  value: WeeklyHours | null;
  inherited: { hours: WeeklyHours | null; from: string };
  save: (hours: WeeklyHours | null) => Promise<unknown>;
  weekStartsOn?: number | undefined;
};

/** Own hours, or those of whatever one belongs to. */
export function HoursForm({ value, inherited, save, weekStartsOn }: Props) {
  const [hours, setHours] = useState(value);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const theirs = inherited.hours ?? usualHours;
  const wrong = hours !== null && weekdays().some((day) => dayProblem(spansOf(hours, day)) !== undefined);
  const dirty = JSON.stringify(hours) !== JSON.stringify(value);
  const keep = async () => {
    setBusy(true);
    try {
      await save(hours === null ? null : inOrder(hours));
      setProblem(undefined);
      toast('Working hours saved', { undo: () => save(value).then(() => setHours(value)) });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };
  return (
    <div className="stack loose">
      <div>
        <Segmented
          label="Whose hours"
          value={hours === null ? 'inherited' : 'own'}
          onChange={(which) => setHours(which === 'own' ? (value ?? theirs) : null)}
          choices={[
            { value: 'inherited', label: inherited.from },
            { value: 'own', label: 'Own hours' },
          ]}
        />
      </div>
      {hours === null && <p className="muted">{hoursWords(theirs, weekStartsOn)}</p>}
      {hours !== null && <HoursEditor hours={hours} onChange={setHours} weekStartsOn={weekStartsOn} />}
      <FormError problem={problem} />
      {(dirty || hours !== null) && (
        <div className="form-foot">
          <Button onClick={() => void keep()} busy={busy} disabled={!dirty || wrong}>
            Save hours
          </Button>
          {dirty && (
            <Button ghost onClick={() => setHours(value)}>
              Cancel
            </Button>
          )}
          {hours !== null && <span className="small muted num">{hoursPerWeek(hours)} hours a week</span>}
        </div>
      )}
    </div>
  );
}
