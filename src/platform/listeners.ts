import type { Actor } from './actor.ts';
import type { Db } from './db.ts';

/**
 * What happens in a transaction → what is told about it. Rooms add to it by declaration merging. Unlike an event, which
 * is read after the commit, a listener works inside the transaction: if it throws, nothing of it has happened.
 */
export interface ListenerMap {}

export type Listeners = {
  [Name in keyof ListenerMap]?: (db: Db, who: Actor, told: ListenerMap[Name]) => Promise<void>;
};

let listening: Listeners[] = [];

/** Who listens, in the order in which they are told. `rooms.ts` says it once, for all rooms. Answers who did before. */
export function listen(listeners: Listeners[]): Listeners[] {
  const before = listening;
  listening = listeners;
  return before;
}

/** Tells every listener, one after the other, in this transaction. */
export async function tell<Name extends keyof ListenerMap>(
  db: Db,
  who: Actor,
  name: Name,
  told: ListenerMap[Name],
): Promise<void> {
  for (const listeners of listening) await listeners[name]?.(db, who, told);
}
