import type { ComponentPropsWithRef } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { tip } from './tip.ts';

type Props = Omit<ComponentPropsWithRef<'button'>, 'children'> & {
  icon: IconName;
  /** Read aloud, and shown on hover. */
  label: string;
  keys?: string | undefined;
  small?: boolean | undefined;
  framed?: boolean | undefined;
};

export function IconButton({ icon, label, keys, small = true, framed = false, className, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      {...tip(label, keys)}
      {...rest}
      className={classes('button square', !framed && 'ghost', small && 'small', className)}
    >
      <Icon name={icon} />
    </button>
  );
}
