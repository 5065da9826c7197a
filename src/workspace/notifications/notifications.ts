import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { invalidField, NotFound } from '../../platform/errors.ts';
import { nudge } from '../../platform/nudge.ts';
import type { Notice } from '../../platform/room.ts';
import type { Notification, NotificationSettings } from './contract.ts';

/** Newest first. An API key is nobody, so it has none. */
export async function listNotifications(
  db: Db,
  who: Actor,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Notification[]> {
  return db
    .selectFrom('workspace.notifications')
    .select(['id', 'kind', 'title', 'body', 'path', 'read_at as readAt', 'created_at as createdAt'])
    .where('user_id', '=', who.id)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function countUnread(db: Db, who: Actor): Promise<number> {
  const { count } = await db
    .selectFrom('workspace.notifications')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('user_id', '=', who.id)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

export async function readNotification(db: Db, who: Actor, id: string): Promise<void> {
  const found = await db
    .updateTable('workspace.notifications')
    .set((is) => ({ read_at: is.fn.coalesce('read_at', is.val(now())) }))
    .where('id', '=', id)
    .where('user_id', '=', who.id)
    .returning('id')
    .executeTakeFirst();
  if (!found) throw new NotFound('This notification is not there any more.');
  await tellPages(db, who);
}

export async function readAllNotifications(db: Db, who: Actor): Promise<void> {
  await db
    .updateTable('workspace.notifications')
    .set({ read_at: now() })
    .where('user_id', '=', who.id)
    .where('read_at', 'is', null)
    .execute();
  await tellPages(db, who);
}

export async function readNotificationSettings(
  db: Db,
  who: Actor,
  notices: Notice[],
): Promise<NotificationSettings> {
  const muted = await db
    .selectFrom('workspace.muted_notices')
    .select('kind')
    .where('user_id', '=', who.id)
    .execute();
  const off = new Set(muted.map(({ kind }) => kind));
  // Two events may tell of one kind: it is one switch.
  const labels = new Map(notices.map(({ kind, label }) => [kind, label]));
  return { kinds: [...labels].map(([kind, label]) => ({ kind, label, on: !off.has(kind) })) };
}

export async function changeNotificationSettings(
  db: Db,
  who: Actor,
  notices: Notice[],
  kinds: { kind: string; on: boolean }[],
): Promise<NotificationSettings> {
  const unknown = kinds.find(({ kind }) => !notices.some((notice) => notice.kind === kind));
  if (unknown) throw invalidField('kinds', `There is no notification of the kind "${unknown.kind}".`);
  const userId = who.id;
  if (who.kind !== 'user' || userId === null)
    throw new NotFound('Notifications belong to people; an API key has none.');
  return transaction(db, async (trx) => {
    const named = kinds.map(({ kind }) => kind);
    if (named.length > 0)
      await trx
        .deleteFrom('workspace.muted_notices')
        .where('user_id', '=', userId)
        .where('kind', 'in', named)
        .execute();
    const off = kinds.filter(({ on }) => !on).map(({ kind }) => ({ user_id: userId, kind, muted_at: now() }));
    if (off.length > 0)
      await trx
        .insertInto('workspace.muted_notices')
        .values(off)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return readNotificationSettings(trx, who, notices);
  });
}

/** The other open pages of this person show the same count. */
async function tellPages(db: Db, who: Actor): Promise<void> {
  if (who.id === null) return;
  const subject = { kind: 'notification', id: who.id };
  await nudge(db, [{ to: who.id, name: 'notification.arrived', subject, payload: {} }]);
}
