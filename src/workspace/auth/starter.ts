import { sql } from 'kysely';
import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { Forbidden } from '../../platform/errors.ts';
import type { Starter } from '../../platform/jobs.ts';
import { allows, isPermission } from '../permissions.ts';

/**
 * Whoever started an operation, with the role and teams they have now. Work that is called like a permission
 * (`contacts.import`) needs that permission still.
 */
export async function starterOf(db: Db, starter: Starter): Promise<Actor> {
  const who = await present(db, starter);
  if (!who)
    throw new Forbidden(
      starter.kind === 'key'
        ? `The API key "${starter.name}" was revoked, so what it had started was not carried out.`
        : `${starter.name} does not work here any more, so what they had started was not carried out.`,
    );
  if (isPermission(starter.work) && !allows(who, starter.work))
    throw new Forbidden(
      `The role of ${who.name} (${who.role.replaceAll('_', ' ')}) may not do this any more, so it was not carried out.`,
    );
  return who;
}

async function present(db: Db, { kind, id }: Starter): Promise<Actor | null> {
  if (kind === 'system') return system;
  return kind === 'key' ? presentKey(db, id) : presentPerson(db, id);
}

async function presentPerson(db: Db, id: string | null): Promise<Actor | null> {
  const found = await db
    .selectFrom('workspace.users as u')
    .select(['u.id', 'u.name', 'u.role'])
    .select(
      sql<string[]>`array(select team_id from workspace.team_members where user_id = u.id)`.as('teamIds'),
    )
    .where('u.id', '=', id)
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst();
  return found ? { kind: 'user', ...found } : null;
}

async function presentKey(db: Db, id: string | null): Promise<Actor | null> {
  const found = await db
    .selectFrom('workspace.api_keys')
    .select(['id', 'name', 'role'])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return found ? { kind: 'key', ...found, teamIds: [] } : null;
}
