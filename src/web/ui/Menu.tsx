import type { KeyboardEvent, ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { classes } from './classes.ts';
import type { Align } from './place.ts';
import { Popover, type TriggerProps } from './Popover.tsx';

export type MenuItem =
  | 'rule'
  | { heading: string }
  | {
      label: ReactNode;
      onSelect: () => void;
      icon?: IconName;
      danger?: boolean;
      disabled?: boolean;
      /** Makes it one of a set that can be on. */
      checked?: boolean;
      keys?: string;
      end?: ReactNode;
    };

type Props = {
  label: string;
  renderTrigger: (props: TriggerProps) => ReactNode;
  items: readonly (MenuItem | false)[];
  align?: Align;
};

export function Menu({ label, renderTrigger, items, align = 'start' }: Props) {
  const shown = items.filter((item) => item !== false);
  return (
    <Popover
      label={label}
      renderTrigger={renderTrigger}
      align={align}
      kind="menu"
      className="menu"
      onKeyDown={moveInMenu}
    >
      {/* oxlint-disable-next-line react/no-array-index-key -- a menu's items have no life of their own */}
      {(close) => shown.map((item, index) => <MenuLine key={index} item={item} close={close} />)}
    </Popover>
  );
}

function MenuLine({ item, close }: { item: MenuItem; close: () => void }) {
  if (item === 'rule') return <hr className="menu-rule" />;
  if ('heading' in item) return <div className="menu-label">{item.heading}</div>;
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.checked}
      className={classes('menu-item', item.danger === true && 'danger')}
      disabled={item.disabled}
      onClick={() => {
        close();
        item.onSelect();
      }}
    >
      {item.icon !== undefined && <Icon name={item.icon} />}
      <span className="truncate">{item.label}</span>
      <span className="end">
        {item.end}
        {item.keys !== undefined && <Kbd keys={item.keys} />}
        {item.checked === true && <Icon name="tick" size={14} />}
      </span>
    </button>
  );
}

/** Arrow keys, Home, End and the first letter, as menus do everywhere. */
export function moveInMenu(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('.menu-item:not(:disabled)')];
  const index = items.findIndex((item) => item === document.activeElement);
  const typing = event.target instanceof HTMLInputElement;
  const next = nextIndex(event.key, index, items.length);
  const byLetter =
    typing || event.key.length !== 1 || event.metaKey || event.ctrlKey
      ? undefined
      : (items.find((item, at) => at > index && startsWith(item, event.key)) ??
        items.find((item) => startsWith(item, event.key)));
  const target = next === undefined || (typing && !event.key.startsWith('Arrow')) ? byLetter : items[next];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}

function nextIndex(key: string, index: number, length: number): number | undefined {
  if (key === 'ArrowDown') return (index + 1) % length;
  if (key === 'ArrowUp') return (index - 1 + length) % length;
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : undefined;
}

function startsWith(item: HTMLElement, letter: string): boolean {
  return item.textContent.toLowerCase().startsWith(letter.toLowerCase());
}
