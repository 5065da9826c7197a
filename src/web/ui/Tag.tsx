import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** Stages, states, labels. Neutral; 'good' and 'bad' only for better and worse. */
export function Tag({
  tone,
  children,
}: {
  tone?: 'outline' | 'good' | 'bad' | undefined;
  children: ReactNode;
}) {
  return <span className={classes('tag', tone)}>{children}</span>;
}
