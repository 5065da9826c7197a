import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import type { House } from '../../platform/room.ts';
import { actorOfKey } from '../keys/keys.ts';
import { sessionToken } from './cookies.ts';

const SEEN_EVERY_MS = 5 * 60_000;

/**
 * Who sends this request: the owner of a session or an API key. Asked anew for each request with one indexed query, so
 * that a revoked session or key ends at once.
 */
export function authenticate({ db, settings }: House): (request: FastifyRequest) => Promise<Actor | null> {
  return async (request) => {
    const key = keyOf(request);
    if (key) return actorOfKey(db, key);
    const token = await sessionToken(request, settings);
    return token ? actorOfSession(db, token) : null;
  };
}

async function actorOfSession(db: Db, token: string): Promise<Actor | null> {
  const at = now();
  const found = await db
    .selectFrom('workspace.sessions as s')
    .innerJoin('workspace.users as u', 'u.id', 's.user_id')
    .select(['s.id as session_id', 's.last_seen_at', 'u.id', 'u.name', 'u.role'])
    .select(
      sql<string[]>`array(select team_id from workspace.team_members where user_id = u.id)`.as('team_ids'),
    )
    .where('s.token', '=', token)
    .where('s.expires_at', '>', at)
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!found) return null;
  if (at.getTime() - found.last_seen_at.getTime() > SEEN_EVERY_MS) await markSeen(db, found.session_id, at);
  return { kind: 'user', id: found.id, name: found.name, role: found.role, teamIds: found.team_ids };
}

async function markSeen(db: Db, sessionId: string, at: Date): Promise<void> {
  await db.updateTable('workspace.sessions').set({ last_seen_at: at }).where('id', '=', sessionId).execute();
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-api-key'];
  if (typeof given === 'string' && given) return given;
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
