import { useSyncExternalStore } from 'react';

type Person = { id: string; name: string };

let asked: Person | undefined;
const watchers = new Set<() => void>();

/** Asks for which page the link shall be. */
export function openLink(person: Person): void {
  change(person);
}

export function closeLink(): void {
  change(undefined);
}

export function useLinkAsk(): Person | undefined {
  return useSyncExternalStore(watch, () => asked);
}

function change(next: Person | undefined): void {
  asked = next;
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
