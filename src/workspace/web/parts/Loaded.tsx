import type { ReactNode } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';

type Query<T> = { data: T | undefined; error: Error | null; refetch: () => Promise<unknown> };
type Props<T> = { query: Query<T>; lines?: number; children: (data: T) => ReactNode };

/** What was fetched, its shape while it comes, or why it does not come and how to go on. */
export function Loaded<T>({ query, lines = 4, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) {
    return (
      <div>
        <span className="sr" role="status">
          Loading
        </span>
        <Skeleton lines={lines} />
      </div>
    );
  }
  return (
    <div className="stack">
      <FormError problem={asProblem(query.error)} />
      <div>
        <Button icon="refresh" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </div>
    </div>
  );
}
