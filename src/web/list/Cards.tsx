import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { DataListProps } from './DataList.tsx';
import type { useListPages } from './use-list-pages.ts';

type Props<T extends { id: string }> = DataListProps<T> & {
  items: T[];
  pages: ReturnType<typeof useListPages<T>>;
};

/** The list on a phone: the window scrolls, and css (content-visibility) spares the browser what is out of sight. */
export function Cards<T extends { id: string }>({ items, pages, renderCard, linkTo, words }: Props<T>) {
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const wanted = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!wanted || end.current === null) return undefined;
    const watch = new IntersectionObserver(
      ([seen]) => (seen?.isIntersecting ?? false) && void fetchNextPage(),
      {
        rootMargin: '1200px',
      },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [wanted, fetchNextPage]);
  return (
    <>
      <ul className="list-cards" aria-label={words.many}>
        {items.map((item) => (
          <li key={item.id}>
            <Link to={linkTo(item)} className="list-card">
              {renderCard(item)}
            </Link>
          </li>
        ))}
      </ul>
      <div ref={end} />
    </>
  );
}
