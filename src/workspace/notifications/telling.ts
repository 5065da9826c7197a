import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { nudge } from '../../platform/nudge.ts';
import type { StoredEvent, Subscriber } from '../../platform/outbox.ts';
import type { Notice, Told } from '../../platform/room.ts';

/** Turns events into notifications: a handful of statements for a whole batch, the same result however often it comes. */
export function notificationTeller(notices: Notice[]): Subscriber {
  return {
    name: 'workspace.notifications',
    events: notices.map(({ on }) => on),
    handle: (db, events) => tell(db, notices, events),
  };
}

type Draft = Told & { kind: string };

async function tell(db: Db, notices: Notice[], events: StoredEvent[]): Promise<void> {
  const drafts: Draft[] = [];
  for (const notice of notices) {
    const about = events.filter(({ name }) => name === notice.on);
    if (about.length === 0) continue;
    const told = await notice.tell(db, about);
    drafts.push(...told.filter(isForAnother).map((each) => ({ ...each, kind: notice.kind })));
  }
  const wanted = await withoutMuted(db, drafts);
  if (wanted.length === 0) return;
  const written = await db
    .insertInto('workspace.notifications')
    .values(wanted.map(toRow))
    .onConflict((conflict) => conflict.columns(['event_id', 'user_id']).doNothing())
    .returning('user_id')
    .execute();
  const people = [...new Set(written.map(({ user_id: id }) => id))];
  await nudge(
    db,
    people.map((id) => ({
      to: id,
      name: 'notification.arrived',
      subject: { kind: 'notification', id },
      payload: {},
    })),
  );
}

/** Nobody is told what they did themselves. */
function isForAnother({ event, userId }: Told): boolean {
  return !(event.actor_kind === 'user' && event.actor_id === userId);
}

/** Leaves those who still work here and did not switch this kind off. */
async function withoutMuted(db: Db, drafts: Draft[]): Promise<Draft[]> {
  if (drafts.length === 0) return [];
  const ids = [...new Set(drafts.map(({ userId }) => userId))];
  const people = await db
    .selectFrom('workspace.users as u')
    .leftJoin('workspace.muted_notices as m', 'm.user_id', 'u.id')
    .select(['u.id', 'm.kind as muted'])
    .where('u.id', 'in', ids)
    .where('u.deactivated_at', 'is', null)
    .execute();
  const here = new Set(people.map(({ id }) => id));
  const muted = new Set(people.map(({ id, muted }) => `${id} ${muted}`));
  return drafts.filter(({ userId, kind }) => here.has(userId) && !muted.has(`${userId} ${kind}`));
}

function toRow({ event, userId, kind, title, body, path }: Draft) {
  return {
    id: newId(),
    user_id: userId,
    event_id: event.id,
    kind,
    title,
    body: body ?? null,
    path,
    created_at: now(),
  };
}
