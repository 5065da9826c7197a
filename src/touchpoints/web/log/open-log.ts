import { useSyncExternalStore } from 'react';
import type { Channel } from '../touchpoints.ts';

export type Person = { id: string; name: string; subtitle?: string | undefined };
/** What is known of the touch before the dialog opens; all of it can be changed there. */
export type LogAsk = { person?: Person | undefined; kind?: string; channel?: Channel };

let asked: LogAsk | undefined;
/** Whose page is open: what is logged from there is about them. */
let here: Person | undefined;
const watchers = new Set<() => void>();

export function openLog(ask: LogAsk = {}): void {
  change({ ...ask, person: ask.person ?? here });
}

export function closeLog(): void {
  change(undefined);
}

/** Until the returned function is called. */
export function standOn(person: Person): () => void {
  here = person;
  return () => {
    if (here === person) here = undefined;
  };
}

export function useLogAsk(): LogAsk | undefined {
  return useSyncExternalStore(watch, () => asked);
}

function change(next: LogAsk | undefined): void {
  asked = next;
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
