/**
 * What is typed between ⌘K and the palette being there: its code may still be on the way, and meanwhile the keys would be
 * those of the page beneath. They are kept, and the palette begins with them.
 */
let kept = '';
let waiting = false;

/** From now on keys are the palette's, until it takes them or is closed again. */
export function keepKeys(close: () => void): void {
  if (waiting) return;
  waiting = true;
  kept = '';
  onEscape = close;
  window.addEventListener('keydown', keep, { capture: true });
}

/** What was typed so far. */
export function keptKeys(): string {
  return kept;
}

/** What was typed; from here on the palette hears for itself. */
export function takeKeys(): string {
  window.removeEventListener('keydown', keep, { capture: true });
  waiting = false;
  const typed = kept;
  kept = '';
  return typed;
}

let onEscape: () => void = () => undefined;

function keep(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') onEscape();
  else if (event.key === 'Backspace') kept = kept.slice(0, -1);
  else if (event.key.length === 1) kept += event.key;
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
