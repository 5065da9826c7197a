import type { TeamKind } from '../session.ts';
import { classes } from './classes.ts';

const names: Record<TeamKind, string> = {
  marketing: 'Marketing',
  sales: 'Sales',
  success: 'Success',
  other: 'Other',
};

/** A team's hue, always with its word. */
export function TeamDot({ team, label }: { team: TeamKind; label?: string }) {
  return <span className={classes('team', team)}>{label ?? names[team]}</span>;
}
