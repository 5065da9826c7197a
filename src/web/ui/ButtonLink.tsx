import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonLook, type ButtonLook } from './Button.tsx';
import { Icon } from './Icon.tsx';

/** Looks like a button, goes to a page. */
export function ButtonLink({
  to,
  search,
  icon,
  children,
  ...look
}: ButtonLook & { to: string; search?: Record<string, unknown>; children: ReactNode }) {
  return (
    <Link to={to} {...(search && { search })} className={buttonLook(look)}>
      {icon !== undefined && <Icon name={icon} size={look.small === true ? 14 : 16} />}
      <span>{children}</span>
    </Link>
  );
}
