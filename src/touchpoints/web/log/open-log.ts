import { useSyncExternalStore } from 'react';
import type { Channel } from '../touchpoints.ts';

export type Person = { id: string; name: string; subtitle?: string | undefined };
export type Employer = { id: string; name: string };
/** What is known of the touch before the dialog opens; all of it can be changed there. */
export type LogAsk = {
  person?: Person | undefined;
  /** Whose people are offered first. */
  company?: Employer | undefined;
  kind?: string;
  channel?: Channel;
};
type Here = Pick<LogAsk, 'person' | 'company'>;

let asked: LogAsk | undefined;
/** Whose page is open: what is logged from there is about them, or about one of theirs. */
let here: Here = {};
const watchers = new Set<() => void>();

export function openLog(ask: LogAsk = {}): void {
  change(ask.person === undefined ? { ...ask, ...here } : ask);
}

export function closeLog(): void {
  change(undefined);
}

/** Until the returned function is called. */
export function standOn(page: Here): () => void {
  here = page;
  return () => {
    if (here === page) here = {};
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
