import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { personId } from '../people/person.ts';
import { deviceOf } from './device.ts';
import '../events.ts';

/** Where somebody is signed in, the present session first. */
export async function listSessions(db: Db, who: Actor, current: string | null) {
  const rows = await db
    .selectFrom('workspace.sessions')
    .select(['id', 'token', 'ip_address', 'user_agent', 'created_at', 'last_seen_at'])
    .where('user_id', '=', personId(who))
    .where('expires_at', '>', now())
    .orderBy('last_seen_at', 'desc')
    .limit(200)
    .execute();
  const sessions = rows.map((row) => ({
    id: row.id,
    device: deviceOf(row.user_agent),
    ip: row.ip_address,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    current: row.token === current,
  }));
  return sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
}

export async function endSession(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const ended = await trx
      .deleteFrom('workspace.sessions')
      .where('id', '=', id)
      .where('user_id', '=', personId(who))
      .returning('id')
      .execute();
    if (ended.length === 0) throw new NotFound('This session has ended already.');
    await tellEnded(trx, who, ended.length);
  });
}

export async function endOtherSessions(db: Db, who: Actor, current: string | null): Promise<number> {
  return transaction(db, async (trx) => {
    const ended = await trx
      .deleteFrom('workspace.sessions')
      .where('user_id', '=', personId(who))
      .where('token', '<>', current ?? '')
      .returning('id')
      .execute();
    if (ended.length > 0) await tellEnded(trx, who, ended.length);
    return ended.length;
  });
}

async function tellEnded(trx: Db, who: Actor, count: number): Promise<void> {
  await emit(trx, who, [
    { name: 'session.revoked', subject: { kind: 'account', id: personId(who) }, payload: { count } },
  ]);
}
