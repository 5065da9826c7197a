import { signed } from '../words.ts';

/** What is left of a rule, of the most that any gives or takes: what takes away comes from the other end, hatched, and says so. */
export function RuleBar({ now, most }: { now: number; most: number }) {
  return (
    <span className={now < 0 ? 'measure below' : 'measure'} aria-hidden="true">
      <i style={{ width: `${Math.round((100 * Math.abs(now)) / most)}%` }} />
    </span>
  );
}

export function RulePoints({ now }: { now: number }) {
  return (
    <span className="num nowrap">
      {now < 0 && <span className="small muted">takes away </span>}
      {signed(Math.round(now * 10) / 10)}
    </span>
  );
}
