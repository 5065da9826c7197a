import type { ReactNode } from 'react';
import { asProblem } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FormError } from '../ui/FormError.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

export function ListWait() {
  return (
    <div className="list-wait">
      <output className="sr">Loading</output>
      <Skeleton lines={12} />
    </div>
  );
}

export function ListError({ thrown, retry }: { thrown: unknown; retry: () => void }) {
  return (
    <div className="list-wait stack">
      <FormError problem={asProblem(thrown)} />
      <div>
        <Button icon="refresh" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}

type EmptyProps = { asked: boolean; many: string; empty: ReactNode; clear: () => void };

/** Nothing there, or nothing that matches: two different things to say. */
export function ListEmpty({ asked, many, empty, clear }: EmptyProps) {
  if (!asked) return empty;
  return (
    <EmptyState
      icon="filter"
      title={`No ${many} match`}
      actions={<Button onClick={clear}>Clear search and filters</Button>}
    >
      Nothing fits all of these conditions together. Take one away, or search for something else.
    </EmptyState>
  );
}

/** The rows so far stay; only what follows is missing. */
export function NextPageError({ thrown, again }: { thrown: unknown; again: () => void }) {
  return (
    <div className="list-wait stack">
      <FormError problem={asProblem(thrown)} />
      <div>
        <Button small icon="refresh" onClick={again}>
          Load more
        </Button>
      </div>
    </div>
  );
}
