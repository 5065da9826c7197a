import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';

type Props = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** 'alertdialog' for what cannot be undone. */
  role?: 'dialog' | 'alertdialog';
  className?: string;
  /** The title is read aloud only. */
  bare?: boolean;
};

/** Shown while rendered: {open && <Dialog …>}. Native, so focus is kept inside, Esc closes, and it returns where it was. */
export function Dialog({
  title,
  onClose,
  children,
  wide = false,
  role = 'dialog',
  className,
  bare = false,
}: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const pressed = useRef<EventTarget | null>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = box.current;
    if (dialog?.open === false) dialog.showModal();
    // The browser would take the Close button; people come to type.
    dialog?.querySelector<HTMLElement>('[data-autofocus], input, textarea, select')?.focus();
    // Closing before it is removed is what gives the focus back.
    return () => dialog?.close();
  }, []);
  // What had the focus may be gone after a change: keys are to arrive in here still.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the backdrop; Esc does the same by keyboard
    <dialog
      ref={box}
      tabIndex={-1}
      role={role === 'dialog' ? undefined : role}
      aria-labelledby={id}
      className={classes('dialog', wide && 'wide', className)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        pressed.current = event.target;
      }}
      // Only a whole click on the backdrop closes; letting go there after marking text does not.
      onClick={(event) => event.target === box.current && pressed.current === box.current && onClose()}
    >
      {bare ? (
        <>
          <h2 id={id} className="sr">
            {title}
          </h2>
          {children}
        </>
      ) : (
        <div className="stack">
          <div className="dialog-head">
            <h2 id={id}>{title}</h2>
            <IconButton icon="cross" label="Close" onClick={onClose} />
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
