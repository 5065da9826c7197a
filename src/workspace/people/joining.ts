import type { Actor, Role } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict, invalidField } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { normalizeEmail } from './person.ts';
import '../tables.ts';
import '../events.ts';

export type NewPerson = {
  email: string;
  name: string;
  role: Role;
  /** Absent: they choose one by a link, or never need one because they come through single sign-on. */
  passwordHash?: string | undefined;
  timeZone?: string | null | undefined;
  teamIds?: string[] | undefined;
};

/** Adds somebody who may sign in. Runs inside the caller's transaction; `who` is null when they let themselves in. */
export async function addPerson(trx: Db, who: Actor | null, person: NewPerson): Promise<Actor> {
  const id = newId();
  const email = normalizeEmail(person.email);
  await insertUser(trx, id, email, person);
  if (person.passwordHash) await setPasswordHash(trx, id, person.passwordHash);
  const teamIds = person.teamIds ?? [];
  await joinTeams(trx, id, teamIds, who?.id ?? id);
  const actor: Actor = { kind: 'user', id, name: person.name, role: person.role, teamIds };
  const payload = { name: person.name, email, role: person.role };
  await emit(trx, who ?? actor, [{ name: 'person.joined', subject: { kind: 'person', id }, payload }]);
  return actor;
}

/** The password lives in better-auth's table, under the provider "credential". */
export async function setPasswordHash(trx: Db, userId: string, password: string): Promise<void> {
  const at = now();
  await trx
    .insertInto('workspace.accounts')
    .values({
      id: newId(),
      user_id: userId,
      provider_id: 'credential',
      account_id: userId,
      password,
      updated_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider_id', 'account_id']).doUpdateSet({ password, updated_at: at }),
    )
    .execute();
}

async function insertUser(trx: Db, id: string, email: string, person: NewPerson): Promise<void> {
  const added = await trx
    .insertInto('workspace.users')
    .values({
      id,
      email,
      name: person.name,
      role: person.role,
      // Somebody in charge vouched for the address, or the link went there: nobody signs up by themselves.
      email_verified: true,
      time_zone: person.timeZone ?? null,
      created_at: now(),
      updated_at: now(),
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added)
    throw new Conflict(`Somebody with the address ${email} works here already.`, { field: 'email' });
}

/** Answers how many of the teams were new to them. */
export async function joinTeams(
  trx: Db,
  userId: string,
  teamIds: string[],
  addedBy: string | null,
): Promise<number> {
  if (teamIds.length === 0) return 0;
  await requireTeams(trx, teamIds);
  const joined = await trx
    .insertInto('workspace.team_members')
    .values(teamIds.map((team_id) => ({ team_id, user_id: userId, added_at: now(), added_by: addedBy })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('team_id')
    .execute();
  return joined.length;
}

export async function requireTeams(db: Db, teamIds: string[]): Promise<void> {
  if (teamIds.length === 0) return;
  const found = await db.selectFrom('workspace.teams').select('id').where('id', 'in', teamIds).execute();
  if (found.length < new Set(teamIds).size)
    throw invalidField('teamIds', 'One of these teams no longer exists.');
}
