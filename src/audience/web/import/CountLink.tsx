import { Link } from '@tanstack/react-router';
import { count } from '../../../web/numbers.ts';
import { broughtBy } from './imported.ts';
import type { Import } from './imports.ts';
import type { Counts } from './outcomes.ts';

const parts: Partial<Record<keyof Counts, 'importCreated' | 'importUpdated'>> = {
  created: 'importCreated',
  updated: 'importUpdated',
};

/** How many, and the list of exactly those where there is one. */
export function CountLink({ made, name }: { made: Import; name: keyof Counts }) {
  const { id, target, isListed, resultPath } = made;
  const value = made.counts[name];
  const part = parts[name];
  if (!part || value === 0 || !isListed || target === 'touchpoints') return count(value);
  return (
    <Link to={resultPath} search={{ filter: broughtBy(id, part) }} className="link">
      {count(value)}
    </Link>
  );
}
