import { useSyncExternalStore } from 'react';
import { useTimeZone } from '../session.ts';
import { exact, relative } from '../time.ts';

/** '4 min ago', kept true while one looks at it; the exact moment on hover, in the user's zone. */
export function RelativeTime({ at }: { at: string | Date }) {
  const timeZone = useTimeZone();
  const now = useNow();
  const moment = typeof at === 'string' ? new Date(at) : at;
  if (Number.isNaN(moment.getTime())) return null;
  return (
    <time dateTime={moment.toISOString()} data-tip={exact(moment, timeZone)}>
      {relative(moment, now, timeZone)}
    </time>
  );
}

/** The time, to the half minute: one timer for all that show it. */
export function useNow(): Date {
  return useSyncExternalStore(watch, () => now);
}

let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function watch(tell: () => void): () => void {
  if (watchers.size === 0) {
    now = new Date();
    timer = setInterval(() => {
      now = new Date();
      for (const each of watchers) each();
    }, 30_000);
  }
  watchers.add(tell);
  return () => {
    watchers.delete(tell);
    if (watchers.size === 0) clearInterval(timer);
  };
}
