import { Link } from '@tanstack/react-router';
import { count } from '../../../web/numbers.ts';
import { broughtBy } from './imported.ts';
import type { Import } from './imports.ts';
import type { Counts } from './outcomes.ts';

const parts = { created: 'importCreated', updated: 'importUpdated' } as const;

/** How many, and the list of exactly those where there is one. */
export function CountLink({ made, name }: { made: Import; name: keyof Counts }) {
  const { id, target, isListed, resultPath } = made;
  const value = made.counts[name];
  const isPart = name === 'created' || name === 'updated';
  if (!isPart || value === 0 || !isListed || target === 'touchpoints') return count(value);
  return (
    <Link to={resultPath} search={{ filter: broughtBy(id, parts[name]) }} className="link">
      {count(value)}
    </Link>
  );
}
