import {
  createContext,
  createElement,
  Suspense,
  use,
  useLayoutEffect,
  type ComponentType,
  type ReactNode,
} from 'react';

/** Parts that the first paint does not need; `fetchTheRest` brings them once the page stands. */
const waiting = new Set<() => void>();
let standing = false;

/**
 * A component whose code comes after the first paint: in idle time, or at once when it is shown before that. Once it is
 * there it renders like any other, without the turn that React's `lazy` still takes.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  wait?: ReactNode,
): ComponentType<P> {
  let coming: Promise<ComponentType<P>> | undefined;
  const fetch = () => {
    if (coming) return coming;
    const asked = load();
    asked.then(
      // Written on the promise, React's `use` need not wait for it.
      (part) => Object.assign(asked, { status: 'fulfilled', value: part }),
      // The line may be back the next time it is shown.
      () => (coming = undefined),
    );
    return (coming = asked);
  };
  const prepare = () => whenIdle(() => void fetch());
  if (standing) prepare();
  else waiting.add(prepare);
  const Part = (props: P) => {
    // Always asked, also when it is there: React minds a component that stops calling `use` halfway.
    const part = use(fetch());
    const arrived = use(Arrival);
    useLayoutEffect(() => arrived(), [arrived]);
    return createElement(part, props);
  };
  return (props) => (
    <Suspense fallback={wait}>
      <Part {...props} />
    </Suspense>
  );
}

/** Whoever made room for a part (a popover) hears when it is there, to give it the focus. */
export const Arrival = createContext(() => {});

/** The first page stands: nobody waits now for what comes. */
export function fetchTheRest(): void {
  standing = true;
  for (const prepare of waiting) prepare();
  waiting.clear();
}

function whenIdle(run: () => void): void {
  // Safari does not have it.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 2_000 });
  else setTimeout(run, 200);
}
