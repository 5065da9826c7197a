import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import type { Settings } from '../../platform/settings.ts';
import { given } from '../given.ts';
import { scopesOf } from '../permissions.ts';
import { personId } from '../people/person.ts';
import { readSettings } from '../settings/settings.ts';
import type { TeamKind } from '../teams/team.ts';
import type { WeeklyHours } from '../teams/working-hours.ts';
import { signInMethods } from './oidc.ts';
import '../events.ts';

export type MyChange = {
  name?: string | undefined;
  timeZone?: string | null | undefined;
  workingHours?: WeeklyHours | null | undefined;
  language?: string | null | undefined;
};

/** All that a page needs to know of who looks at it. */
export async function readMe(db: Db, who: Actor, settings: Settings) {
  const id = personId(who);
  const [user, workspace] = await Promise.all([readProfile(db, id), readSettings(db)]);
  const { has_password, time_zone, ...profile } = user;
  const scopes = scopesOf(who);
  return {
    user: {
      id,
      name: profile.name,
      email: profile.email,
      role: who.role,
      timeZone: time_zone ?? profile.team_time_zone ?? workspace.timeZone,
      ownTimeZone: time_zone,
      workingHours: profile.working_hours,
      language: profile.language,
      teams: profile.teams,
      secondFactor: profile.two_factor_enabled,
    },
    workspace,
    permissions: Object.keys(scopes),
    scopes,
    signInMethods: { ...signInMethods(settings), password: has_password },
  };
}

export async function changeMe(db: Db, who: Actor, change: MyChange): Promise<void> {
  const id = personId(who);
  await transaction(db, async (trx) => {
    const before = await readProfile(trx, id);
    const { name, timeZone, workingHours, language } = given(change);
    await trx
      .updateTable('workspace.users')
      .set({
        ...(name === undefined ? {} : { name }),
        ...(timeZone === undefined ? {} : { time_zone: timeZone }),
        ...(language === undefined ? {} : { language }),
        ...(workingHours === undefined
          ? {}
          : { working_hours: workingHours && JSON.stringify(workingHours) }),
        updated_at: now(),
      })
      .where('id', '=', id)
      .execute();
    const was = {
      name: before.name,
      timeZone: before.time_zone,
      workingHours: before.working_hours,
      language: before.language,
    };
    const changes = changesBetween(was, given(change));
    if (Object.keys(changes).length === 0) return;
    const payload = { name: name ?? before.name };
    await emit(trx, who, [{ name: 'person.updated', subject: { kind: 'person', id }, payload, changes }]);
  });
}

async function readProfile(db: Db, id: string) {
  const user = await db
    .selectFrom('workspace.users as u')
    .select(['u.name', 'u.email', 'u.time_zone', 'u.working_hours', 'u.language', 'u.two_factor_enabled'])
    .select([
      sql<{ id: string; name: string; kind: TeamKind }[]>`coalesce((
        select json_agg(json_build_object('id', t.id, 'name', t.name, 'kind', t.kind) order by t.name)
        from workspace.team_members m join workspace.teams t on t.id = m.team_id where m.user_id = u.id), '[]')`.as(
        'teams',
      ),
      sql<string | null>`(
        select t.time_zone from workspace.team_members m join workspace.teams t on t.id = m.team_id
        where m.user_id = u.id and t.time_zone is not null order by m.added_at limit 1)`.as('team_time_zone'),
      sql<boolean>`exists (
        select from workspace.accounts a where a.user_id = u.id and a.password is not null)`.as(
        'has_password',
      ),
    ])
    .where('u.id', '=', id)
    .executeTakeFirst();
  if (!user) throw new NotFound('This person does not work here.');
  return user;
}
