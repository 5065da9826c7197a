import { sql, type RawBuilder } from 'kysely';
import type { Actor } from './actor.ts';
import { jsonTexts, plainArray, textArray } from './arrays.ts';
import { now } from './clock.ts';
import type { Db } from './db.ts';
import { EVENTS_CHANNEL } from './event-order.ts';
import { newId } from './ids.ts';
import { notifySoon } from './notify-soon.ts';
import type { Changes } from './tables.ts';
import './tables.ts';

/** Event name → payload. Every room adds its own in its `events.ts`, by declaration merging. */
export interface EventMap {}

export type EventName = keyof EventMap;

export type NewEvent = {
  [Name in EventName]: {
    name: Name;
    subject: { kind: string; id: string };
    payload: EventMap[Name];
    /** What was changed on the record, old and new: this is the audit log. */
    changes?: Changes;
  };
}[EventName];

/**
 * Writes what happened, in the transaction of the write that made it happen: both are there or neither is.
 * Readers are woken at commit.
 */
export async function emit(db: Db, who: Actor, events: NewEvent[]): Promise<void> {
  if (events.length > 0) await sql`select ${emission(who, events)}`.execute(db);
}

/**
 * The same as part of a statement that does more: where many are written each second, a round trip counts. So does the
 * waking, for which commits queue up; `quietly`, readers are to be woken after the commit, by `wakeReaders`.
 */
export function emission(who: Actor, events: NewEvent[], { quietly = false } = {}): RawBuilder<void> {
  return sql`platform.write_events(${!quietly}, ${now().toISOString()}, ${who.kind}, ${who.id}, ${who.name},
    ${plainArray(events.map(() => newId()))}, ${textArray(events.map(({ name }) => name))},
    ${textArray(events.map(({ subject }) => subject.kind))}, ${plainArray(events.map(({ subject }) => subject.id))},
    ${jsonTexts(events.map(({ changes }) => JSON.stringify(changes ?? {})))},
    ${jsonTexts(events.map(({ payload }) => JSON.stringify(payload)))})`;
}

/** Each wakes a dozen rounds of readers, which at a thousand commits a minute cost as much as the commits. */
const WAKE_AFTER_MS = 250;
const notifyReaders = notifySoon(EVENTS_CHANNEL, WAKE_AFTER_MS);

/** Soon, once for whatever was committed meanwhile: those who read events of this name. */
export function wakeReaders(db: Db, name: EventName): void {
  notifyReaders(db, name);
}

/** The fields that differ, as the audit log keeps them; empty when nothing changed. */
export function changesBetween<T extends object>(before: T, after: Partial<T>): Changes {
  const changes: Changes = {};
  for (const [field, to] of Object.entries(after)) {
    const from: unknown = (before as Record<string, unknown>)[field];
    if (JSON.stringify(from ?? null) !== JSON.stringify(to ?? null)) {
      // Nothing is written as null: JSON would drop it, and the change would have only one side.
      changes[field] = { from: from ?? null, to: to ?? null };
    }
  }
  return changes;
}
