import { useNavigate } from '@tanstack/react-router';
import { useState, type RefObject } from 'react';
import { useKeys } from '../keys.ts';
import type { RowAction } from './row-actions.ts';

type Options<T> = {
  items: readonly T[];
  scroller: RefObject<HTMLElement | null>;
  scrollTo: (index: number) => void;
  linkTo: (item: T) => string;
  pick: ((index: number, range: boolean) => void) | undefined;
  actions: readonly RowAction[];
  nameOf: (item: T) => string;
};

/** j k move, x selects, Enter opens. The focus goes with the cursor, so a screen reader reads along. */
export function useRowKeys<T extends { id: string }>(options: Options<T>) {
  const { items, scroller, scrollTo, linkTo, pick, actions, nameOf } = options;
  const [index, setIndex] = useState(-1);
  const navigate = useNavigate();
  const move = (step: number) => {
    const next = Math.max(0, Math.min(index + step, items.length - 1));
    setIndex(next);
    scrollTo(next);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus({ preventScroll: true });
    });
  };
  const open = (event: KeyboardEvent) => {
    const item = items[index];
    const onControl = event.target instanceof Element && event.target.closest('a, button, input') !== null;
    if (item === undefined || onControl) return false;
    return navigate({ to: linkTo(item) });
  };
  const onRow = (run: RowAction['run']) => {
    const item = items[index];
    return item !== undefined && run({ id: item.id, name: nameOf(item) });
  };
  const inList = (run: () => void) => (event: KeyboardEvent) => {
    if (!(event.target instanceof Element) || scroller.current?.contains(event.target) !== true) return false;
    return run();
  };
  useKeys('List', {
    j: { label: 'Next row', run: () => move(1) },
    k: { label: 'Previous row', run: () => move(-1) },
    arrowdown: { label: 'Next row', hidden: true, run: inList(() => move(1)) },
    arrowup: { label: 'Previous row', hidden: true, run: inList(() => move(-1)) },
    enter: { label: 'Open', run: open },
    ...Object.fromEntries(actions.map(({ keys, label, run }) => [keys, { label, run: () => onRow(run) }])),
    ...(pick === undefined
      ? {}
      : {
          x: { label: 'Select', run: () => index >= 0 && pick(index, false) },
          'shift+x': { label: 'Select up to here', run: () => index >= 0 && pick(index, true) },
        }),
  });
  return { index, set: setIndex };
}
