import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function for ever, doing what the latest one does: memoised rows may keep it. */
export function useStable<Given extends unknown[], Result>(run: (...given: Given) => Result) {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
