import { counted } from '../../../web/numbers.ts';
import type { Comparison, Seat } from './merge-kind.ts';

/** '12 people, 3 deals and 1 subsidiary move to Salon Bloom.' Nothing where nothing does. */
export function movesWords({ moves, ...pair }: Comparison, keep: Seat): string {
  const gone = moves?.[keep === 'one' ? 'other' : 'one'] ?? [];
  const parts = gone.map(({ what, count }) => counted(count, singular[what] ?? what, what));
  const [first] = parts;
  if (first === undefined) return '';
  const list = parts.length < 2 ? first : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  const one = parts.length === 1 && gone[0]?.count === 1;
  return `${list} ${one ? 'moves' : 'move'} to ${pair[keep].name}.`;
}

const singular: Record<string, string> = {
  people: 'person',
  subsidiaries: 'subsidiary',
  deals: 'deal',
  touchpoints: 'touchpoint',
  'hand-offs': 'hand-off',
  'field notes': 'field note',
};
