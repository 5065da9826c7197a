import type { ComponentPropsWithRef } from 'react';
import { classes } from './classes.ts';
import { useFieldControl } from './Field.tsx';

type Props = Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'value'> & {
  value: string;
  onChange: (value: string) => void;
  small?: boolean;
};

export function TextInput({ onChange, className, small = false, ...rest }: Props) {
  return (
    <input
      type="text"
      autoComplete="off"
      {...useFieldControl()}
      {...rest}
      className={classes('input', small && 'small', className)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
