import type { Actor } from './actor.ts';
import { now } from './clock.ts';
import type { Db } from './db.ts';
import { announceEvents } from './event-order.ts';
import { newId } from './ids.ts';
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

const ROWS_PER_INSERT = 500;

/**
 * Writes what happened, in the transaction of the write that made it happen: both are there or neither is.
 * Readers are woken at commit.
 */
export async function emit(db: Db, who: Actor, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  if (!db.isTransaction) return db.transaction().execute((trx) => emit(trx, who, events));
  await announceEvents(db);
  const rows = events.map((event) => toRow(who, event));
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await db
      .insertInto('platform.events')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute();
  }
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

function toRow(who: Actor, event: NewEvent) {
  return {
    id: newId(),
    name: event.name,
    subject_kind: event.subject.kind,
    subject_id: event.subject.id,
    actor_kind: who.kind,
    actor_id: who.id,
    actor_name: who.name,
    changes: JSON.stringify(event.changes ?? {}),
    payload: JSON.stringify(event.payload),
    occurred_at: now(),
  };
}
