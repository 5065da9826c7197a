import type { Selectable } from 'kysely';
import type { Actor, Role } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { hashToken, newToken } from '../auth/tokens.ts';
import { requireMayGive } from '../people/person.ts';
import type { ApiKeysTable } from '../tables.ts';
import '../events.ts';

/** Lets a person, and a scanner of leaked secrets, see what it is. */
const PREFIX = 'tandem_';
const SHOWN = PREFIX.length + 4;
const USED_EVERY_MS = 60_000;

export async function listKeys(db: Db) {
  const rows = await db
    .selectFrom('workspace.api_keys as k')
    .leftJoin('workspace.users as u', 'u.id', 'k.created_by')
    .selectAll('k')
    .select('u.name as created_by_name')
    .where('k.revoked_at', 'is', null)
    .orderBy('k.created_at', 'desc')
    .limit(500)
    .execute();
  return rows.map(({ created_by_name, ...row }) => toKey(row, created_by_name));
}

/** Makes a key and answers it in clear: the only time anybody sees it. */
export async function createKey(db: Db, who: Actor, input: { name: string; role: Role }) {
  requireMayGive(who, input.role);
  const key = `${PREFIX}${newToken()}`;
  const key_hash = await hashToken(key);
  return transaction(db, async (trx) => {
    const row = await trx
      .insertInto('workspace.api_keys')
      .values({
        id: newId(),
        name: input.name,
        role: input.role,
        start: key.slice(0, SHOWN),
        key_hash,
        created_by: who.kind === 'user' ? who.id : null,
        created_at: now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await emit(trx, who, [{ name: 'key.created', subject: { kind: 'key', id: row.id }, payload: input }]);
    return { ...toKey(row, who.kind === 'user' ? who.name : null), key };
  });
}

/** From the next request on, the key opens nothing. */
export async function revokeKey(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const key = await trx
      .selectFrom('workspace.api_keys')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!key) throw new NotFound('This API key does not exist.');
    if (key.revoked_at) throw new Conflict('This API key was revoked before.');
    await trx
      .updateTable('workspace.api_keys')
      .set({ revoked_at: now(), revoked_by: who.id })
      .where('id', '=', id)
      .execute();
    await emit(trx, who, [
      { name: 'key.revoked', subject: { kind: 'key', id }, payload: { name: key.name } },
    ]);
  });
}

/** All that this person made; inside the caller's transaction. */
export async function revokeKeysOf(trx: Db, who: Actor, personId: string): Promise<void> {
  const revoked = await trx
    .updateTable('workspace.api_keys')
    .set({ revoked_at: now(), revoked_by: who.id })
    .where('created_by', '=', personId)
    .where('revoked_at', 'is', null)
    .returning(['id', 'name'])
    .execute();
  const events = revoked.map(({ id, name }) => ({
    name: 'key.revoked' as const,
    subject: { kind: 'key', id },
    payload: { name },
  }));
  await emit(trx, who, events);
}

/** The key as somebody who acts; null when it is unknown or revoked. */
export async function actorOfKey(db: Db, key: string): Promise<Actor | null> {
  if (!key.startsWith(PREFIX)) return null;
  const at = now();
  const found = await db
    .selectFrom('workspace.api_keys')
    .select(['id', 'name', 'role', 'last_used_at'])
    .where('key_hash', '=', await hashToken(key))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!found) return null;
  if (at.getTime() - (found.last_used_at?.getTime() ?? 0) > USED_EVERY_MS)
    await db.updateTable('workspace.api_keys').set({ last_used_at: at }).where('id', '=', found.id).execute();
  return { kind: 'key', id: found.id, name: found.name, role: found.role, teamIds: [] };
}

function toKey(row: Selectable<ApiKeysTable>, createdBy: string | null) {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    start: row.start,
    createdBy: row.created_by && createdBy ? { id: row.created_by, name: createdBy } : null,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
