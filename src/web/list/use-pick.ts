import { useRef } from 'react';
import { useStable } from '../ui/use-stable.ts';
import { addRange, toggle, type Chosen } from './selection.ts';

type Options = { ids: readonly string[]; chosen: Chosen; choose: (chosen: Chosen) => void };

/** Ticks one row, or with shift all since the last one. */
export function usePick({ ids, chosen, choose }: Options): (index: number, range: boolean) => void {
  const last = useRef(0);
  return useStable((index: number, range: boolean) => {
    const id = ids[index];
    if (id === undefined) return;
    choose(range ? addRange(chosen, ids, last.current, index) : toggle(chosen, id));
    last.current = index;
  });
}
