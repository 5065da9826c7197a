export type ToastOptions = {
  /** Takes it back; offered with the button and the key z. */
  undo?: () => unknown;
  /** Something else to do about it, for instance open the result. */
  action?: { label: string; run: () => void };
  /** Stays until dismissed. */
  wrong?: boolean;
};
export type ToastItem = ToastOptions & { id: number; text: string };

const shownFor = 10_000;
let items: readonly ToastItem[] = [];
let lastId = 0;
const watchers = new Set<() => void>();

/** Says what happened, from anywhere. Ten seconds, or until dismissed when it tells of an error. */
export function toast(text: string, options: ToastOptions = {}): number {
  lastId += 1;
  const id = lastId;
  // Three at once are as many as anybody reads.
  change([...items.slice(-2), { id, text, ...options }]);
  if (options.wrong !== true) startTimer(id);
  return id;
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  change(items.filter((item) => item.id !== id));
}

/** The clock stands still while the pointer is on it: nobody races a toast. */
export function holdToast(id: number): void {
  clearTimeout(timers.get(id));
}

export function releaseToast(id: number): void {
  if (timers.has(id)) startTimer(id);
}

export function toasts(): readonly ToastItem[] {
  return items;
}

export function watchToasts(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

const timers = new Map<number, ReturnType<typeof setTimeout>>();

function startTimer(id: number): void {
  timers.set(
    id,
    setTimeout(() => dismissToast(id), shownFor),
  );
}

function change(next: readonly ToastItem[]): void {
  items = next;
  for (const tell of watchers) tell();
}
