import { useSyncExternalStore } from 'react';
import { keepKeys, takeKeys } from './early-keys.ts';

/** What lies over the page: one thing at a time, opened from anywhere. */
export type Overlay = 'palette' | 'keys' | undefined;

let overlay: Overlay;
const watchers = new Set<() => void>();

export function openOverlay(next: Overlay): void {
  if (next === 'palette' && overlay !== 'palette') keepKeys(() => openOverlay(undefined));
  else if (next !== 'palette') takeKeys();
  overlay = next;
  for (const tell of watchers) tell();
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => overlay,
  );
}
