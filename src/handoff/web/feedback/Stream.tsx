import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { asProblem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { SampleLink } from '../../../web/ui/SampleLink.tsx';
import { Skeleton } from '../../../web/ui/Skeleton.tsx';
import { streamQuery, type Narrowed } from './feedback.ts';
import { openNote } from './open-note.ts';
import { TickedList } from './TickedList.tsx';

/** Notes and verdicts, newest first; what is ticked goes into a theme together. */
export function Stream({ narrowed, mayTheme }: { narrowed: Narrowed; mayTheme: boolean }) {
  const query = useInfiniteQuery({ ...streamQuery(narrowed), placeholderData: keepPreviousData });
  const items = query.data?.pages.flatMap((page) => page.items);
  if (items === undefined)
    return query.error === null ? <Skeleton lines={8} /> : <FormError problem={asProblem(query.error)} />;
  if (items.length === 0) return <Nothing narrowed={Object.keys(narrowed).length > 0} />;
  return <TickedList items={items} mayTheme={mayTheme} more={query} />;
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  if (narrowed) return <p className="muted">Nothing of this was said. Take a filter away to see more.</p>;
  return (
    <EmptyState
      icon="message"
      title="Nothing was said yet"
      actions={
        <>
          <Button icon="message" onClick={() => openNote()}>
            Write a field note
          </Button>
          <SampleLink />
        </>
      }
    >
      What customers praise, miss and complain of stands here in their words, beside the reasons for which
      leads come back. Write the first note after your next talk; it takes half a minute.
    </EmptyState>
  );
}
