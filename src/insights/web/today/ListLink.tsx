import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Filter } from '../../../web/list/filter.ts';

type Props = { filter: readonly Filter[]; to?: string; className?: string; children: ReactNode };

/** A number, and the list of exactly what was counted. */
export function ListLink({ filter, to = '/contacts', className = 'link', children }: Props) {
  return (
    <Link to={to} search={{ filter }} className={className}>
      {children}
    </Link>
  );
}
