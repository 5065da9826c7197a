import { useSyncExternalStore } from 'react';
import { useKeys } from '../keys.ts';
import { asProblem } from '../problem.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import {
  dismissToast,
  holdToast,
  releaseToast,
  toast,
  toasts,
  watchToasts,
  type ToastItem,
} from './toast.ts';

export function Toasts() {
  const items = useSyncExternalStore(watchToasts, toasts);
  const undoable = items.findLast((item) => item.undo !== undefined);
  useKeys(
    'Anywhere',
    undoable === undefined ? {} : { z: { label: 'Undo', run: () => void takeBack(undoable) } },
  );
  return (
    <section className="toasts" aria-label="Messages" aria-live="polite">
      {items.map((item) => (
        <Toast key={item.id} item={item} />
      ))}
    </section>
  );
}

function Toast({ item }: { item: ToastItem }) {
  return (
    <div
      className="toast"
      role={item.wrong === true ? 'alert' : 'status'}
      onPointerEnter={() => holdToast(item.id)}
      onPointerLeave={() => releaseToast(item.id)}
    >
      {item.wrong === true && <Icon name="warning" className="wrong" />}
      <span>{item.text}</span>
      {item.action !== undefined && (
        <Button
          onClick={() => {
            dismissToast(item.id);
            item.action?.run();
          }}
        >
          {item.action.label}
        </Button>
      )}
      {item.undo !== undefined && (
        <Button icon="undo" small keys="z" onClick={() => void takeBack(item)}>
          Undo
        </Button>
      )}
      <IconButton icon="cross" label="Dismiss" onClick={() => dismissToast(item.id)} />
    </div>
  );
}

async function takeBack(item: ToastItem): Promise<void> {
  dismissToast(item.id);
  try {
    await item.undo?.();
  } catch (thrown) {
    toast(`Could not undo. ${asProblem(thrown).detail}`, { wrong: true });
  }
}
