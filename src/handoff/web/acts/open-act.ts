import { useSyncExternalStore } from 'react';
import type { Selection } from '../../../web/list/selection.ts';
import type { Known } from '../handoffs.ts';
import type { AttemptKind, Outcome } from '../words.ts';

export type Person = { id: string; name: string; subtitle?: string | undefined };

/** What somebody is about to do; its dialog stands over whatever page they are on. */
export type Act =
  | { act: 'accept'; handoff: Known }
  | { act: 'recycle'; handoff: Known }
  | { act: 'reject'; handoff: Known }
  | { act: 'attempt'; handoff: Known; kind: AttemptKind; outcome?: Outcome }
  | { act: 'assign'; handoff: Known }
  | { act: 'hand-over'; person: Person | undefined }
  | { act: 'hand-over-many'; selection: Selection };
export type ActOf<Name extends Act['act']> = Extract<Act, { act: Name }>;

let opened: Act | undefined;
/** Whose page is open: who is handed over from the palette there is meant. */
let here: Person | undefined;
const watchers = new Set<() => void>();

export function openAct(act: Act): void {
  change(act);
}

export function closeAct(): void {
  change(undefined);
}

export function handOver(person = here): void {
  change({ act: 'hand-over', person });
}

/** Until the returned function is called. */
export function standOn(person: Person): () => void {
  here = person;
  return () => {
    if (here === person) here = undefined;
  };
}

export function useAct(): Act | undefined {
  return useSyncExternalStore(watch, () => opened);
}

function change(next: Act | undefined): void {
  opened = next;
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
