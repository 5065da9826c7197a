import type { AgreedPromise } from './agreement.ts';
import type { Line } from './contract.ts';
import type { Count } from './counting.ts';
import type { Month } from './month.ts';

/** How a promise stands: kept, behind where it should be by now, or broken because the month is over. */

export type Standing = Pick<Line, 'state' | 'pace' | 'difference' | 'unit'>;

const SHARE_SETTLES_MS = 31 * 86_400_000;

export function standingOf(
  promise: AgreedPromise,
  { value, running }: Pick<Count, 'value' | 'running'>,
  { until, days, at }: Pick<Month, 'until'> & { days: { gone: number; all: number }; at: Date },
): Standing {
  const { target } = promise;
  const unit = unitOf(promise);
  const over = at >= until;
  if (unit === 'share') {
    if (value === null) return { unit, state: 'open', pace: null, difference: null };
    // Cases of a month may be decided in the next: until they are, or nobody will, it is not broken for good.
    const settled = over && (running === 0 || at.getTime() >= until.getTime() + SHARE_SETTLES_MS);
    const state = value >= target ? 'kept' : settled ? 'broken' : 'behind';
    return { unit, state, pace: null, difference: value - target };
  }
  const pace = over || days.all === 0 ? target : (target * days.gone) / days.all;
  const now = value ?? 0;
  if (over) return { unit, state: now >= target ? 'kept' : 'broken', pace: null, difference: now - target };
  const state = now >= pace ? 'kept' : 'behind';
  return { unit, state: days.gone === 0 && now === 0 ? 'open' : state, pace, difference: now - pace };
}

export function unitOf({ metric }: AgreedPromise): Line['unit'] {
  if (metric === 'hot_leads') return 'count';
  return metric === 'pipeline_value' ? 'money' : 'share';
}
