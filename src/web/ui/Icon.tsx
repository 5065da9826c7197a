import { classes } from './classes.ts';
import { iconPaths, type IconName } from './icon-paths.ts';

export function Icon({
  name,
  size = 16,
  className,
}: {
  name: IconName;
  size?: 12 | 14 | 16 | 20;
  className?: string;
}) {
  return (
    <svg
      className={classes('icon', size !== 16 && `s${size}`, className)}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
