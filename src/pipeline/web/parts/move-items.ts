import type { MenuItem } from '../../../web/ui/Menu.tsx';
import type { Stage } from '../words.ts';

/** Where a deal can go from where it stands. */
export function moveItems(from: Stage, move: (stage: Stage) => void): (MenuItem | false)[] {
  return [
    from !== 'won' && { label: 'Won…', icon: 'tick', onSelect: () => move('won') },
    from !== 'lost' && { label: 'Lost…', icon: 'cross', onSelect: () => move('lost') },
    from !== 'open' && { label: 'Open again', icon: 'undo', onSelect: () => move('open') },
  ];
}
