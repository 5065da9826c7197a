import { useEffect, useSyncExternalStore } from 'react';

/** The touch somebody pointed at on the journey line: the timeline brings it into sight as soon as it is there. */
let wanted: string | undefined;
const watchers = new Set<() => void>();

/** True when it stands on the page already. */
export function bringIntoSight(id: string): boolean {
  wanted = id;
  for (const tell of watchers) tell();
  return document.querySelector(lineOf(id)) !== null;
}

export function useTouchInSight(shown: number): void {
  const id = useSyncExternalStore(watch, () => wanted);
  useEffect(() => {
    // Asked again whenever there is more to look through.
    const line = id === undefined || shown === 0 ? null : document.querySelector<HTMLElement>(lineOf(id));
    if (line === null) return;
    wanted = undefined;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    line.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
    line.classList.remove('lit');
    // Without a look at its size the browser would not see that the class was gone.
    void line.offsetWidth;
    line.classList.add('lit');
  }, [id, shown]);
}

function lineOf(id: string): string {
  return `[data-touches~="${id}"]`;
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
