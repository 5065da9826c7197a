import type { ReactNode } from 'react';
import { asProblem } from '../../../web/problem.ts';
import { Timeline } from '../../../web/record/Timeline.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { useTouchInSight } from './in-sight.ts';
import { mergeNewestFirst } from './merge.ts';
import { isNarrowed, teamsOf, type TimelineSearch } from './search.ts';
import type { Stream } from './streams.tsx';

type Props = {
  streams: readonly Stream[];
  search: TimelineSearch;
  filters: ReactNode;
  /** What stands where the line ends, once it is read to its end. */
  end?: ReactNode;
};

/** Several streams on one line, read on together. */
export function MergedTimeline({ streams, search, filters, end }: Props) {
  const { items, behind } = mergeNewestFirst(streams);
  useTouchInSight(items.length);
  const failed = streams.find((stream) => stream.error !== null);
  if (failed !== undefined && items.length === 0) {
    return (
      <div className="stack">
        <FormError problem={asProblem(failed.error)} />
        <div>
          <Button icon="refresh" onClick={() => streams.forEach((stream) => stream.retry())}>
            Try again
          </Button>
        </div>
      </div>
    );
  }
  const loading = streams.some((stream) => stream.loading);
  const load = () => behind.forEach((index) => streams[index]?.load());
  return (
    <>
      {filters}
      {streams.some((stream) => stream.waiting) ? (
        <Skeleton lines={6} />
      ) : (
        <>
          <Timeline
            items={items}
            teams={teamsOf(search)}
            empty={<Nothing narrowed={isNarrowed(search)} />}
            more={behind.length === 0 ? undefined : { loading, load }}
          />
          {behind.length === 0 && end}
        </>
      )}
    </>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  return (
    <p className="muted timeline-nothing">
      {narrowed
        ? 'Nothing on this line fits. Take a filter away to see more.'
        : 'Nothing happened yet. Log the first call or visit, or connect your web site under Settings, Sources.'}
    </p>
  );
}
