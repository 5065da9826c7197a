import { useId, type ReactNode } from 'react';
import { Icon } from '../../../web/ui/Icon.tsx';

type Props<T extends string> = {
  legend: string;
  choices: readonly { value: T; label: ReactNode }[];
  value: T | '';
  onChange: (value: T) => void;
  error?: string | undefined;
};

/** One of a handful, in one tap or with the arrow keys: all of them are seen at once. */
export function ChipChoice<T extends string>({ legend, choices, value, onChange, error }: Props<T>) {
  const name = useId();
  const wrong = error !== undefined;
  return (
    <fieldset
      className="chip-choice field"
      aria-invalid={wrong || undefined}
      aria-describedby={wrong ? `${name}-wrong` : undefined}
    >
      <legend className="label">{legend}</legend>
      <div className="chip-row">
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      {wrong && (
        <span className="wrong" id={`${name}-wrong`} role="alert">
          <Icon name="warning" size={14} />
          {error}
        </span>
      )}
    </fieldset>
  );
}
