import { useSyncExternalStore } from 'react';
import type { NoteKind } from './feedback.ts';

export type Person = { id: string; name: string; subtitle?: string | undefined };
/** What is known before one writes. */
export type NoteAsk = { person?: Person | undefined; handoffId?: string; kind?: NoteKind };

let asked: NoteAsk | undefined;
/** Whose page is open: what is noted from there is about them. */
let here: NoteAsk | undefined;
const watchers = new Set<() => void>();

export function openNote(ask: NoteAsk = {}): void {
  change({ ...here, ...ask });
}

export function closeNote(): void {
  change(undefined);
}

/** Until the returned function is called. */
export function standOn(ask: NoteAsk): () => void {
  here = ask;
  return () => {
    if (here === ask) here = undefined;
  };
}

export function useNoteAsk(): NoteAsk | undefined {
  return useSyncExternalStore(watch, () => asked);
}

function change(next: NoteAsk | undefined): void {
  asked = next;
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
