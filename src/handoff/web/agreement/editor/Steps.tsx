import { Button } from '../../../../web/ui/Button.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextInput } from '../../../../web/ui/TextInput.tsx';
import type { AgreedPromise, Step } from '../agreements.ts';
import { LengthInput } from './Amount.tsx';

type Props = { promise: AgreedPromise; onChange: (steps: Step[]) => void };

const ofSales = [
  { value: 'remind', label: 'remind the rep' },
  { value: 'reassign', label: 'give the lead to the next free rep' },
  { value: 'tell_manager', label: 'tell the managers of sales' },
  { value: 'flag_weekly', label: 'flag it in the weekly review' },
  { value: 'consequence', label: 'when the month ends below target' },
];
const ofMarketing = [
  { value: 'tell_manager', label: 'tell the managers of marketing' },
  { value: 'flag_weekly', label: 'flag it in the weekly review' },
  { value: 'consequence', label: 'follows' },
];

/** What happens when it is missed, step by step. */
export function Steps({ promise, onChange }: Props) {
  const { steps, side } = promise;
  const put = (place: number, step: Step) => onChange(steps.map((each, at) => (at === place ? step : each)));
  const first: Step =
    side === 'sales' ? { afterMinutes: 0, do: 'remind' } : { afterMinutes: 0, do: 'flag_weekly' };
  return (
    <div className="steps">
      {steps.map((step, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- a step is its place in the order
        <div className="sentence" key={place}>
          {side === 'sales' ? (
            <When step={step} onChange={(next) => put(place, next)} />
          ) : (
            'A month below target:'
          )}
          <Select
            aria-label="What happens"
            value={step.do}
            choices={side === 'sales' ? ofSales : ofMarketing}
            onChange={(next) => put(place, changed(step, next))}
          />
          {step.do === 'consequence' && (
            <TextInput
              className="words"
              aria-label="What follows"
              placeholder="Budget talk"
              value={step.words ?? ''}
              onChange={(words) => put(place, { ...step, words })}
            />
          )}
          <span className="out">
            <IconButton
              icon="cross"
              label="Take this step out"
              onClick={() => onChange(steps.toSpliced(place, 1))}
            />
          </span>
        </div>
      ))}
      <div>
        <Button small ghost icon="plus" onClick={() => onChange([...steps, first])}>
          {steps.length === 0 ? 'If it is missed' : 'And then'}
        </Button>
      </div>
    </div>
  );
}

function When({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  if (step.do === 'consequence') return null;
  const before = step.afterMinutes < 0;
  const minutes = Math.abs(step.afterMinutes);
  return (
    <>
      <LengthInput
        label="How long"
        minutes={minutes}
        onChange={(next) => onChange({ ...step, afterMinutes: before ? -next : next })}
      />
      {step.do === 'remind' ? (
        <Select
          aria-label="Before or after"
          value={before ? 'before' : 'after'}
          choices={[
            { value: 'before', label: 'before it is due:' },
            { value: 'after', label: 'after it was due:' },
          ]}
          onChange={(next) =>
            onChange({ ...step, afterMinutes: next === 'before' ? -Math.max(1, minutes) : minutes })
          }
        />
      ) : (
        'after it was due:'
      )}
    </>
  );
}

function changed(step: Step, to: string): Step {
  const kind = [...ofSales, ...ofMarketing].find(({ value }) => value === to)?.value as
    | Step['do']
    | undefined;
  if (kind === undefined) return step;
  const afterMinutes =
    kind === 'remind' ? step.afterMinutes : kind === 'consequence' ? 0 : Math.max(0, step.afterMinutes);
  return { afterMinutes, do: kind, ...(kind === 'consequence' ? { words: step.words ?? '' } : {}) };
}
