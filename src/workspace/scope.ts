import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { Forbidden } from '../platform/errors.ts';
import { scopeOf, type Permission } from './permissions.ts';

/**
 * For a `where`: the records `who` reaches with a permission, judged by the column that says whose they are.
 * `db.selectFrom('audience.contacts as c').where(ownedBy(who, 'contacts.edit', 'c.owner_id'))`
 */
export function ownedBy(who: Actor, permission: Permission, ownerColumn: string): RawBuilder<boolean> {
  const owner = sql.ref(ownerColumn);
  switch (scopeOf(who, permission)) {
    case 'all':
      return sql<boolean>`true`;
    case 'team':
      return sql<boolean>`(${owner} = ${who.id}::uuid or ${owner} is null or ${owner} in (
        select user_id from workspace.team_members where team_id = any(${who.teamIds}::uuid[])))`;
    case 'own':
      return sql<boolean>`(${owner} = ${who.id}::uuid)`;
    default:
      return sql<boolean>`false`;
  }
}

/** Throws `Forbidden`, in a sentence, when a record of this owner is beyond `who`'s reach. */
export async function mustReach(
  db: Db,
  who: Actor,
  permission: Permission,
  ownerId: string | null,
): Promise<void> {
  const scope = scopeOf(who, permission);
  if (scope === 'all') return;
  if (scope !== null && ownerId !== null && ownerId === who.id) return;
  if (scope === 'team' && (ownerId === null || (await isColleague(db, who, ownerId)))) return;
  throw new Forbidden(scope === 'team' ? NOT_OUR_TEAM : NOT_MINE);
}

const NOT_OUR_TEAM = 'This belongs to another team. Ask its owner or a manager to do it, or to hand it over.';
const NOT_MINE = 'This belongs to somebody else. Ask them or a manager to do it, or to hand it over.';

async function isColleague(db: Db, who: Actor, userId: string): Promise<boolean> {
  if (who.teamIds.length === 0) return false;
  const found = await db
    .selectFrom('workspace.team_members')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('team_id', 'in', who.teamIds)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
