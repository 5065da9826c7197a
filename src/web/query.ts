import { QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem.ts';

/** Live events keep what is on screen fresh, so nothing is fetched again merely because a window got focus. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; a lost connection or a failing server may come back.
      retry: (failures, thrown) => {
        const { status } = asProblem(thrown);
        return failures < 2 && (status === 0 || status >= 502);
      },
    },
    mutations: { retry: false },
  },
});
