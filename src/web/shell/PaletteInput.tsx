import type { KeyboardEvent } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';

type Props = {
  typed: string;
  onType: (text: string) => void;
  /** Which result Enter would take. */
  active: number | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
};

export function PaletteInput({ typed, onType, active, onKeyDown }: Props) {
  return (
    <div className="ask">
      <Icon name="search" />
      <input
        type="text"
        role="combobox"
        aria-label="Search or jump to"
        aria-expanded={active !== undefined}
        aria-controls="palette-list"
        aria-activedescendant={active === undefined ? undefined : `palette-${active}`}
        placeholder="Search people, companies, pages and actions"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => onType(event.target.value)}
      />
      <Kbd keys="escape" />
    </div>
  );
}
