import { useId, useLayoutEffect, useRef, useState, type ReactNode, type ToggleEvent } from 'react';
import { flushSync } from 'react-dom';
import { classes } from './classes.ts';
import { Arrival } from './later.tsx';
import { place, usePlaced, type Align } from './place.ts';
import { useStable } from './use-stable.ts';

/** Spread on the button that opens it: the browser then toggles, dismisses and returns the focus. */
export type TriggerProps = {
  popoverTarget: string;
  'aria-expanded': boolean;
  'aria-haspopup': 'dialog' | 'menu' | 'listbox';
};

type Props = {
  label: string;
  renderTrigger: (props: TriggerProps) => ReactNode;
  /** Rendered only while open. */
  children: (close: () => void) => ReactNode;
  align?: Align;
  kind?: 'dialog' | 'menu';
  className?: string;
  onKeyDown?: ((event: React.KeyboardEvent<HTMLDivElement>) => void) | undefined;
  onClose?: () => void;
};

export function Popover({
  label,
  renderTrigger,
  children,
  align = 'start',
  kind = 'dialog',
  className,
  onKeyDown,
  onClose,
}: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const anchor = () => document.querySelector(`[popovertarget="${id}"]`);
  const close = () => document.getElementById(id)?.hidePopover();
  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    const opened = event.newState === 'open';
    // At once, so that it is there to be measured.
    flushSync(() => setOpen(opened));
    if (!opened) onClose?.();
  };
  // Measured and focused before the next paint; again when what stands in it had still to be fetched.
  const settle = useStable(() => {
    const from = anchor();
    if (from !== null && box.current !== null) place(box.current, from, align);
    focusFirst(box.current);
  });
  usePlaced(box, anchor, open, align);
  return (
    <>
      {renderTrigger({ popoverTarget: id, 'aria-expanded': open, 'aria-haspopup': kind })}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the role is dialog or menu */}
      <div
        ref={box}
        id={id}
        popover="auto"
        role={open ? kind : undefined}
        aria-label={label}
        className={classes('popover', className)}
        onToggle={onToggle}
        onKeyDown={onKeyDown}
      >
        {open && (
          <Arrival value={settle}>
            {children(close)}
            <Opened settle={settle} />
          </Arrival>
        )}
      </div>
    </>
  );
}

/** Stands after all that is in the box, so it is there when this is. */
function Opened({ settle }: { settle: () => void }) {
  useLayoutEffect(() => settle(), [settle]);
  return null;
}

function focusFirst(box: HTMLElement | null): void {
  const first =
    box?.querySelector<HTMLElement>('[data-autofocus]') ??
    box?.querySelector<HTMLElement>('input, select, textarea, button:not(:disabled), a[href]');
  first?.focus({ preventScroll: true });
}
