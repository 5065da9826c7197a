import { classes } from './classes.ts';

/** 0 to 1; undefined while nobody knows how much there is. */
export function Progress({ label, value }: { label: string; value: number | undefined }) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      className={classes('progress', percent === undefined && 'unknown')}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i style={percent === undefined ? {} : { width: `${percent}%` }} />
    </div>
  );
}
