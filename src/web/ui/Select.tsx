import type { ComponentPropsWithRef } from 'react';
import { classes } from './classes.ts';
import { useFieldControl } from './Field.tsx';

export type Choice = { value: string; label: string };
type Props = Omit<ComponentPropsWithRef<'select'>, 'onChange' | 'value' | 'children'> & {
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
  /** Shown for the empty value. */
  placeholder?: string;
};

/** The browser's own select: the best one on a phone, and the one every screen reader knows. */
export function Select({ value, onChange, choices, placeholder, className, ...rest }: Props) {
  return (
    <select
      {...useFieldControl()}
      {...rest}
      value={value}
      className={classes('select', className)}
      onChange={(event) => onChange(event.target.value)}
    >
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
