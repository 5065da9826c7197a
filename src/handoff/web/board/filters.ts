import type { Filter } from '../../../web/list/filter.ts';
import { dayOf } from '../../../web/time.ts';
import type { LaneName, Whose } from '../handoffs.ts';

/** The list of exactly what a lane shows. */
export function laneFilter(lane: LaneName, whose: Whose): Filter[] {
  // What waits in the queue is nobody's, whosever board it stands on.
  return whose === 'all' || lane === 'queue' ? filters[lane] : [...filters[lane], ['rep', 'is', ['me']]];
}

const filters: Record<LaneName, Filter[]> = {
  queue: [
    ['state', 'is', ['ready', 'contacting']],
    ['rep', 'is_empty', null],
  ],
  ready: [
    ['state', 'is', ['ready']],
    ['rep', 'is_not_empty', null],
  ],
  contacting: [['state', 'is', ['contacting']]],
  accepted: [
    ['state', 'is', ['accepted', 'won', 'lost']],
    ['verdictAt', 'in_last', '30d'],
  ],
  returned: [
    ['state', 'is', ['returned']],
    ['verdictAt', 'in_last', '30d'],
  ],
};

/** Of those opened this month: what a number in the head of the board counts. */
export function monthFilter(since: string, timeZone: string, ...more: Filter[]): Filter[] {
  // `after` a day begins with the next one.
  const noonBefore = Date.parse(`${dayOf(new Date(since), timeZone)}T12:00:00Z`) - 86_400_000;
  return [['openedAt', 'after', new Date(noonBefore).toISOString().slice(0, 10)], ...more];
}
