import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { StoredEvent } from '../../platform/outbox.ts';
import type { SubjectKind } from '../../platform/room.ts';
import { allows, isPermission, scopeOf } from '../permissions.ts';

/** Those of a batch that `who` may know of: one query per kind of record at most, none for whoever sees them all. */
export async function readableOf(
  db: Db,
  who: Actor,
  kinds: Record<string, SubjectKind>,
  events: StoredEvent[],
): Promise<StoredEvent[]> {
  const readable = new Set<StoredEvent>(events.filter((event) => isOwnWork(who, event)));
  for (const [kind, about] of Map.groupBy(events, (event) => event.subject_kind)) {
    const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!known || !allows(who, known.permission)) continue;
    const ids = [...new Set(about.map((event) => event.subject_id))];
    const mine = seesAll(who, known) ? undefined : await known.mayRead(db, who, ids);
    for (const event of about) if (mine?.has(event.subject_id) ?? true) readable.add(event);
  }
  return events.filter((event) => readable.has(event));
}

function isOwnWork(who: Actor, { subject_kind: kind, actor_id: actor, payload }: StoredEvent): boolean {
  return kind === 'operation' && who.id !== null && (actor === who.id || payload['startedBy'] === who.id);
}

function seesAll(who: Actor, { permission, private: isPrivate }: SubjectKind): boolean {
  return !isPrivate && isPermission(permission) && scopeOf(who, permission) === 'all';
}
