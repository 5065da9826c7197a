import { useSyncExternalStore } from 'react';

const query = '(max-width: 720px)';

/** A phone's width: lists become cards, records become tabs. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const media = matchMedia(query);
      media.addEventListener('change', tell);
      return () => media.removeEventListener('change', tell);
    },
    () => matchMedia(query).matches,
  );
}
