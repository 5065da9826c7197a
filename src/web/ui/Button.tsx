import type { ComponentPropsWithRef } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Kbd } from './Kbd.tsx';

export type ButtonLook = {
  /** One per page. */
  primary?: boolean | undefined;
  ghost?: boolean | undefined;
  danger?: boolean | undefined;
  small?: boolean | undefined;
  wide?: boolean | undefined;
  icon?: IconName | undefined;
};

type Props = ComponentPropsWithRef<'button'> &
  ButtonLook & { busy?: boolean | undefined; keys?: string | undefined };

export function Button({
  primary,
  ghost,
  danger,
  small,
  wide,
  icon,
  busy,
  keys,
  className,
  children,
  onClick,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(buttonLook({ primary, ghost, danger, small, wide }), className)}
      aria-busy={busy === true ? true : undefined}
      // Still focusable while busy, so that the focus is not thrown to the top of the page.
      onClick={busy === true ? (event) => event.preventDefault() : onClick}
    >
      {icon !== undefined && <Icon name={icon} size={small === true ? 14 : 16} />}
      {children !== undefined && <span>{children}</span>}
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  );
}

/** The same look for a link: <Link className={buttonLook({ primary: true })}>. */
export function buttonLook({ primary, ghost, danger, small, wide }: Omit<ButtonLook, 'icon'>): string {
  return classes(
    'button',
    primary && 'primary',
    ghost && 'ghost',
    danger && 'danger',
    small && 'small',
    wide && 'wide',
  );
}
