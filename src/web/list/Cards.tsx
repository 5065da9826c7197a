import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import type { DataListProps } from './DataList.tsx';
import { CardPage } from './CardPage.tsx';
import { isChosen, nothing, toggle, type Chosen } from './selection.ts';
import type { useListPages } from './use-list-pages.ts';

type Props<T extends { id: string }> = DataListProps<T> & {
  items: T[];
  pages: ReturnType<typeof useListPages<T>>;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  selectable: boolean;
};

/** So many cards come and go together. */
const perPage = 25;

/** The list on a phone: the window scrolls, and only the cards around what is in sight are there. */
export function Cards<T extends { id: string }>(props: Props<T>) {
  const { items, pages, renderCard, linkTo, nameOf, words, chosen, choose, selectable } = props;
  const end = useEnd(pages);
  const [selecting, setSelecting] = useState(false);
  const picking = selecting || chosen !== nothing;
  const starts = Array.from({ length: Math.ceil(items.length / perPage) }, (_, page) => page * perPage);
  return (
    <>
      {selectable && (
        <div className="cards-head">
          <Button
            small
            ghost
            onClick={() => {
              setSelecting(!picking);
              choose(nothing);
            }}
          >
            {picking ? 'Done' : 'Select'}
          </Button>
        </div>
      )}
      <section className="list-cards" aria-label={words.many}>
        {starts.map((start) => (
          <CardPage
            key={start}
            items={items.slice(start, start + perPage)}
            {...{ renderCard, linkTo, nameOf }}
            {...(picking
              ? {
                  isChosen: (id: string) => isChosen(chosen, id),
                  pick: (id: string) => choose(toggle(chosen, id)),
                }
              : {})}
          />
        ))}
      </section>
      <div ref={end} />
    </>
  );
}

type Paged = Pick<
  Props<{ id: string }>['pages'],
  'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
>;

/** What stands at the end asks for the next page before it is seen. */
function useEnd({ hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: Paged) {
  const end = useRef<HTMLDivElement>(null);
  const wanted = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!wanted || end.current === null) return undefined;
    const watch = new IntersectionObserver(
      ([seen]) => (seen?.isIntersecting ?? false) && void fetchNextPage(),
      { rootMargin: '1200px' },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [wanted, fetchNextPage]);
  return end;
}
