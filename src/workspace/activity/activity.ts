import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import type { StoredEvent } from '../../platform/outbox.ts';
import type { SubjectKind } from '../../platform/room.ts';
import { allows } from '../permissions.ts';
import type { ActivityItem, ActivityPage } from './contract.ts';

type Query = {
  subject: { kind: string; id: string };
  except?: string[] | undefined;
  cursor?: number | undefined;
  limit: number;
};

/** The events of one record, if `who` may read it. */
export async function readActivity(
  db: Db,
  who: Actor,
  kinds: Record<string, SubjectKind>,
  { subject, except = [], cursor, limit }: Query,
): Promise<ActivityPage> {
  if (!(await mayRead(db, who, kinds, subject)))
    throw new NotFound('There is no such record, or you may not see it.');
  const former = (await kinds[subject.kind]?.formerIds?.(db, subject.id)) ?? [];
  const events = await db
    .selectFrom('platform.events')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', 'in', [subject.id, ...former])
    // Where a former record went, is told by the one it went into.
    .$if(former.length > 0, (query) =>
      query.where(sql<boolean>`(subject_id = ${subject.id} or not payload ? 'into')`),
    )
    .$if(except.length > 0, (query) => query.where('name', 'not in', except))
    .$if(cursor !== undefined, (query) => query.where('position', '<', cursor ?? 0))
    .orderBy('position', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = events.slice(0, limit);
  return toPage(db, shown, events.length > limit ? (shown.at(-1)?.position ?? null) : null);
}

/** In words-ready form, with the names of everybody mentioned by id. */
export async function toPage(db: Db, events: StoredEvent[], next: number | null): Promise<ActivityPage> {
  return {
    items: events.map(toItem),
    people: await peopleIn(db, events),
    next: next === null ? null : String(next),
  };
}

async function mayRead(
  db: Db,
  who: Actor,
  kinds: Record<string, SubjectKind>,
  { kind, id }: { kind: string; id: string },
): Promise<boolean> {
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!known || !allows(who, known.permission)) return false;
  return (await known.mayRead(db, who, [id])).has(id);
}

function toItem(event: StoredEvent): ActivityItem {
  return {
    id: event.id,
    at: event.occurred_at,
    name: event.name,
    actor: { kind: event.actor_kind, id: event.actor_id, name: event.actor_name },
    subject: { kind: event.subject_kind, id: event.subject_id },
    payload: event.payload,
    changes: event.changes,
  };
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

async function peopleIn(db: Db, events: StoredEvent[]): Promise<ActivityPage['people']> {
  const texts = events.map(({ payload, changes }) => JSON.stringify([payload, changes]));
  const ids = [...new Set(texts.flatMap((text) => text.match(UUID) ?? []))];
  if (ids.length === 0) return [];
  return db.selectFrom('workspace.users').select(['id', 'name']).where('id', 'in', ids).execute();
}
