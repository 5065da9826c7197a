import { useEffect, useRef } from 'react';

/**
 * Enter takes what answers the question that stands in the field. Pressed before the answer is there, it waits for it:
 * the answer to half a word is somebody else.
 */
export function useEnter<How>(
  answered: boolean,
  take: (how: How) => void,
): { press: (how: How) => void; forget: () => void } {
  const waiting = useRef<{ how: How }>(undefined);
  useEffect(() => {
    const pressed = waiting.current;
    if (pressed === undefined || !answered) return;
    waiting.current = undefined;
    take(pressed.how);
  });
  return {
    press: (how) => (answered ? take(how) : void (waiting.current = { how })),
    forget: () => void (waiting.current = undefined),
  };
}
