import { sql, type Selectable } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, invalidField, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { given } from '../given.ts';
import { joinTeams } from '../people/joining.ts';
import type { TeamsTable } from '../tables.ts';
import type { TeamKind } from './team.ts';
import type { WeeklyHours } from './working-hours.ts';
import '../events.ts';

export type TeamFields = {
  name?: string | undefined;
  kind?: TeamKind | undefined;
  timeZone?: string | null | undefined;
  workingHours?: WeeklyHours | null | undefined;
};

const UNIQUE_VIOLATION = '23505';

export async function listTeams(db: Db) {
  return (await selectTeams(db).orderBy('t.name').limit(500).execute()).map(toTeam);
}

export async function readTeam(db: Db, id: string) {
  const row = await selectTeams(db).where('t.id', '=', id).executeTakeFirst();
  if (!row) throw gone();
  return toTeam(row);
}

export async function createTeam(db: Db, who: Actor, fields: TeamFields & { name: string; kind: TeamKind }) {
  const id = newId();
  await transaction(db, async (trx) => {
    const row = {
      id,
      name: fields.name,
      kind: fields.kind,
      ...toColumns(fields),
      created_at: now(),
      updated_at: now(),
    };
    await named(fields.name, () => trx.insertInto('workspace.teams').values(row).execute());
    await emit(trx, who, [
      { name: 'team.created', subject: { kind: 'team', id }, payload: { name: fields.name } },
    ]);
  });
  return readTeam(db, id);
}

export async function changeTeam(db: Db, who: Actor, id: string, fields: TeamFields) {
  await transaction(db, async (trx) => {
    const before = await lockTeam(trx, id);
    const name = fields.name ?? before.name;
    await named(name, () =>
      trx
        .updateTable('workspace.teams')
        .set({ ...toColumns(fields), updated_at: now() })
        .where('id', '=', id)
        .execute(),
    );
    const was = {
      name: before.name,
      kind: before.kind,
      timeZone: before.time_zone,
      workingHours: before.working_hours,
    };
    const changes = changesBetween(was, given(fields));
    if (Object.keys(changes).length > 0)
      await emit(trx, who, [
        { name: 'team.updated', subject: { kind: 'team', id }, payload: { name }, changes },
      ]);
  });
  return readTeam(db, id);
}

export async function deleteTeam(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const { name } = await lockTeam(trx, id);
    await trx.deleteFrom('workspace.teams').where('id', '=', id).execute();
    await emit(trx, who, [{ name: 'team.deleted', subject: { kind: 'team', id }, payload: { name } }]);
  });
}

export async function addMember(db: Db, who: Actor, id: string, userId: string) {
  await transaction(db, async (trx) => {
    const { name } = await lockTeam(trx, id);
    await requirePerson(trx, userId);
    if ((await joinTeams(trx, userId, [id], who.id)) === 0) return;
    await emit(trx, who, [
      { name: 'team.memberAdded', subject: { kind: 'team', id }, payload: { name, userId } },
    ]);
  });
  return readTeam(db, id);
}

export async function removeMember(db: Db, who: Actor, id: string, userId: string) {
  await transaction(db, async (trx) => {
    const { name } = await lockTeam(trx, id);
    const left = await trx
      .deleteFrom('workspace.team_members')
      .where('team_id', '=', id)
      .where('user_id', '=', userId)
      .returning('user_id')
      .execute();
    if (left.length === 0) throw new NotFound('This person is not a member of the team.');
    await emit(trx, who, [
      { name: 'team.memberRemoved', subject: { kind: 'team', id }, payload: { name, userId } },
    ]);
  });
  return readTeam(db, id);
}

function selectTeams(db: Db) {
  return db
    .selectFrom('workspace.teams as t')
    .selectAll('t')
    .select(
      sql<{ id: string; name: string; role: string }[]>`coalesce((
        select json_agg(json_build_object('id', u.id, 'name', u.name, 'role', u.role) order by u.name)
        from workspace.team_members m join workspace.users u on u.id = m.user_id
        where m.team_id = t.id and u.deactivated_at is null), '[]')`.as('members'),
    );
}

function toTeam(row: Selectable<TeamsTable> & { members: { id: string; name: string; role: string }[] }) {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    timeZone: row.time_zone,
    workingHours: row.working_hours,
    members: row.members,
    createdAt: row.created_at,
  };
}

function toColumns(fields: TeamFields) {
  return {
    ...(fields.name === undefined ? {} : { name: fields.name }),
    ...(fields.kind === undefined ? {} : { kind: fields.kind }),
    ...(fields.timeZone === undefined ? {} : { time_zone: fields.timeZone }),
    ...(fields.workingHours === undefined
      ? {}
      : { working_hours: fields.workingHours && JSON.stringify(fields.workingHours) }),
  };
}

async function lockTeam(trx: Db, id: string) {
  const row = await trx
    .selectFrom('workspace.teams')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw gone();
  return row;
}

async function requirePerson(trx: Db, userId: string): Promise<void> {
  const found = await trx
    .selectFrom('workspace.users')
    .select('id')
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!found) throw invalidField('userId', 'This person does not work here.');
}

/** Team names differ by more than capitals; the index decides, so two people cannot both be first. */
async function named(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
      throw new Conflict(`There is a team called ${name} already.`, { field: 'name' });
    throw error;
  }
}

function gone(): NotFound {
  return new NotFound('This team does not exist.');
}
