import type { ComponentPropsWithRef } from 'react';
import { classes } from './classes.ts';
import { useFieldControl } from './Field.tsx';

type Props = Omit<ComponentPropsWithRef<'textarea'>, 'onChange' | 'value'> & {
  value: string;
  onChange: (value: string) => void;
};

export function TextArea({ onChange, className, ...rest }: Props) {
  return (
    <textarea
      rows={3}
      {...useFieldControl()}
      {...rest}
      className={classes('input', className)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
