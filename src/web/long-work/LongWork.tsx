import { lazy, Suspense, useEffect, useState } from 'react';
import { isGoing, useOperations } from './operations.ts';

const ProgressPanel = lazy(() => import('./ProgressPanel.tsx'));

/** Shows what runs, and what ended since it was seen running; what was put away stays away. */
export function LongWork() {
  const operations = useOperations();
  const [away, setAway] = useState(() => remembered('away'));
  const going = operations.filter(isGoing).map((operation) => operation.id);
  const goingNow = going.join(' ');
  useEffect(() => {
    if (goingNow !== '') remember('seen', goingNow.split(' '));
  }, [goingNow]);
  const seen = remembered('seen');
  const shown = operations.filter(({ id }) => !away.has(id) && (going.includes(id) || seen.has(id)));
  if (shown.length === 0) return null;
  return (
    // The panel's code comes only when there is something to show.
    <Suspense>
      <ProgressPanel operations={shown} putAway={(ids) => setAway(remember('away', ids))} />
    </Suspense>
  );
}

type Kind = 'seen' | 'away';

function remembered(kind: Kind): Set<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(`tandem.work.${kind}`) ?? '[]') as string[]);
  } catch {
    return new Set();
  }
}

function remember(kind: Kind, ids: string[]): Set<string> {
  const all = new Set([...remembered(kind), ...ids]);
  sessionStorage.setItem(`tandem.work.${kind}`, JSON.stringify([...all]));
  return all;
}
