import { useEffect } from 'react';

/** Asked for before the reader gets there. */
const ahead = 30;

type Paged = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => Promise<unknown>;
};

export function useNextPage(pages: Paged, lastShown: number, loaded: number): void {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const wanted = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && lastShown >= loaded - ahead;
  useEffect(() => {
    if (wanted) void fetchNextPage();
  }, [wanted, fetchNextPage]);
}
