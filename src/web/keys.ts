import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

type KeyAction = {
  label: string;
  /** `false`: this press was not meant for it, and the browser does what it always does. */
  run: (event: KeyboardEvent) => unknown;
  hidden?: boolean;
};
/** Keys as people say them: 'j', '?', 'shift+x', 'mod+k' (⌘ or Ctrl), 'g c' (one after the other). */
export type KeyMap = Record<string, KeyAction>;
type KeyScope = { scope: string; map: KeyMap };

const sequenceTime = 900;
let scopes: readonly KeyScope[] = [];
const watchers = new Set<() => void>();
let pending = '';
let pendingAt = 0;

/** Keys of the shell: those of whatever is on the page go first, whichever of the two was drawn earlier. */
export const ANYWHERE = 'Anywhere';

/** Until the returned function is called. Of two scopes with the same key the later wins: a dialog over a page. */
export function registerKeys(scope: string, map: KeyMap): () => void {
  if (scopes.length === 0) document.addEventListener('keydown', onKeyDown);
  const entry: KeyScope = { scope, map };
  change([...scopes, entry]);
  return () => {
    change(scopes.filter((known) => known !== entry));
    if (scopes.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}

/** Registers while the component is shown; the actions may change on every render. */
export function useKeys(scope: string, map: KeyMap): void {
  const run = useEffectEvent((keys: string, event: KeyboardEvent) => map[keys]?.run(event));
  const shape = JSON.stringify(Object.entries(map).map(([keys, { label, hidden }]) => [keys, label, hidden]));
  useEffect(() => {
    const named = JSON.parse(shape) as [string, string, boolean | undefined][];
    const stable = named.map(([keys, label, hidden = false]) => [
      keys,
      { label, hidden, run: (event: KeyboardEvent) => run(keys, event) },
    ]);
    return registerKeys(scope, Object.fromEntries(stable) as KeyMap);
  }, [scope, shape]);
}

export function useKeyScopes(): readonly KeyScope[] {
  return useSyncExternalStore(watch, () => scopes);
}

/** 'mod+k' → ['⌘', 'K'] on a Mac, ['Ctrl', 'K'] elsewhere. */
export function keyCaps(keys: string, mac = isMac()): string[] {
  const names: Record<string, string> = {
    mod: mac ? '⌘' : 'Ctrl',
    shift: mac ? '⇧' : 'Shift',
    enter: 'Enter',
    escape: 'Esc',
    ' ': 'Space',
  };
  return keys.split(/[+ ]/).map((part) => names[part] ?? part.toUpperCase());
}

/** The name under which a key press is registered. */
export function nameOf(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key.toLowerCase();
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  // '?' already needs shift; only letters and named keys say it again
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key)) ? 'shift+' : '';
  return `${mod}${alt}${shift}${key}`;
}

export function findAction(name: string, among: readonly KeyScope[] = scopes): KeyAction | undefined {
  const knowing = among.filter(({ map }) => map[name] !== undefined);
  const nearest = knowing.findLast(({ scope }) => scope !== ANYWHERE) ?? knowing.at(-1);
  return nearest?.map[name];
}

function onKeyDown(event: KeyboardEvent): void {
  const name = nameOf(event);
  if (event.defaultPrevented || event.isComposing || ['shift', 'meta', 'control', 'alt'].includes(name))
    return;
  const withMod = name.startsWith('mod+');
  if (!withMod && isTyping(event.target)) return;
  // Inside a dialog or menu the page beneath is out of reach, for keys as for the pointer.
  if (document.querySelector('dialog[open], .popover:popover-open') !== null && !withMod) return;
  const sequence = Date.now() - pendingAt < sequenceTime && pending !== '' ? `${pending} ${name}` : name;
  const action = findAction(sequence) ?? findAction(name);
  pending = action === undefined && startsSequence(name) ? name : '';
  pendingAt = Date.now();
  if (action === undefined) return;
  if (action.run(event) !== false) event.preventDefault();
}

function startsSequence(name: string): boolean {
  return scopes.some(({ map }) => Object.keys(map).some((keys) => keys.startsWith(`${name} `)));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  );
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function change(next: readonly KeyScope[]): void {
  scopes = next;
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
