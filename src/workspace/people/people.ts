import { sql, type Selectable } from 'kysely';
import type { Actor, Role } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit, type NewEvent } from '../../platform/events.ts';
import { estimateCount, keysetPage, type ListQuery } from '../../platform/lists.ts';
import type { TeamKind } from '../teams/team.ts';
import type { WeeklyHours } from '../teams/working-hours.ts';
import type { UsersTable } from '../tables.ts';
import { voidLinks } from '../auth/links.ts';
import { given } from '../given.ts';
import { revokeKeysOf } from '../keys/keys.ts';
import { requireMayGive } from './person.ts';
import '../events.ts';

type UserRow = Selectable<UsersTable>;

/** What may be changed on somebody; `active: false` also ends every way in they have. */
export type PersonChange = {
  name?: string | undefined;
  role?: Role | undefined;
  timeZone?: string | null | undefined;
  workingHours?: WeeklyHours | null | undefined;
  active?: boolean | undefined;
};

export async function listPeople(db: Db, query: ListQuery) {
  let people = selectPeople(db);
  const text = query.q?.replaceAll(/[\\%_]/g, '\\$&');
  if (text)
    people = people.where((eb) =>
      eb.or([eb('u.name', 'ilike', `%${text}%`), eb('u.email', 'ilike', `%${text}%`)]),
    );
  for (const [field, operator, value] of query.filter)
    people = people.where(readFilter(field, operator, value));
  const { rows, next } = await keysetPage({
    query: people,
    id: 'u.id',
    sort: query.sort ?? 'name',
    sortable: {
      name: { expression: 'u.name', type: 'text' },
      created_at: { expression: 'u.created_at', type: 'timestamptz' },
    },
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    items: (rows as PersonRow[]).map(toPerson),
    next,
    estimate: await estimateCount(db, people),
  };
}

export async function readPerson(db: Db, id: string) {
  const row = await selectPeople(db).where('u.id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound('This person does not work here.');
  return toPerson(row);
}

export async function changePerson(db: Db, who: Actor, id: string, change: PersonChange) {
  await transaction(db, async (trx) => {
    // Owners first and in one order, so that two who demote each other neither both succeed nor wait in a circle.
    const owners = mayEndOwnership(change) ? await lockOwners(trx) : [];
    const before = await lockPerson(trx, id);
    requireMayChange(who, before, change);
    if (mayEndOwnership(change)) keepAnOwner(before, owners);
    await trx
      .updateTable('workspace.users')
      .set({ ...toColumns(change), ...activity(who, before, change), updated_at: now() })
      .where('id', '=', id)
      .execute();
    await emit(trx, who, eventsOf(before, change));
    if (change.active === false) await shutOut(trx, who, id);
  });
  return readPerson(db, id);
}

/** Sessions, password links, and the API keys they made, which they may have kept. */
async function shutOut(trx: Db, who: Actor, id: string): Promise<void> {
  await trx.deleteFrom('workspace.sessions').where('user_id', '=', id).execute();
  await voidLinks(trx, 'password', id);
  await revokeKeysOf(trx, who, id);
}

export async function isActive(db: Db, id: string): Promise<boolean> {
  const found = await db
    .selectFrom('workspace.users')
    .select('id')
    .where('id', '=', id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

function selectPeople(db: Db) {
  return db
    .selectFrom('workspace.users as u')
    .select(['u.id', 'u.name', 'u.email', 'u.role', 'u.time_zone', 'u.working_hours', 'u.two_factor_enabled'])
    .select(['u.deactivated_at', 'u.created_at'])
    .select([
      sql<{ id: string; name: string; kind: TeamKind }[]>`coalesce((
        select json_agg(json_build_object('id', t.id, 'name', t.name, 'kind', t.kind) order by t.name)
        from workspace.team_members m join workspace.teams t on t.id = m.team_id where m.user_id = u.id), '[]')`.as(
        'teams',
      ),
      sql<{ id: string; name: string } | null>`(
        select json_build_object('id', d.id, 'name', d.name) from workspace.users d where d.id = u.deactivated_by)`.as(
        'deactivated_by',
      ),
      sql<Date | null>`(select max(last_seen_at) from workspace.sessions s where s.user_id = u.id)`.as(
        'last_seen_at',
      ),
    ]);
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number];

function toPerson(row: PersonRow) {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    timeZone: row.time_zone,
    workingHours: row.working_hours,
    teams: row.teams,
    secondFactor: row.two_factor_enabled,
    active: row.deactivated_at === null,
    deactivatedAt: row.deactivated_at,
    deactivatedBy: row.deactivated_by,
    lastSeenAt: row.last_seen_at,
    createdAt: row.created_at,
  };
}

async function lockPerson(trx: Db, id: string): Promise<UserRow> {
  const row = await trx
    .selectFrom('workspace.users')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFound('This person does not work here.');
  return row;
}

function requireMayChange(who: Actor, before: UserRow, change: PersonChange): void {
  const overOwner = before.role === 'owner' && who.role !== 'owner';
  if (overOwner) throw new Forbidden(`${before.name} is an owner. Only an owner can change an owner.`);
  if (change.role) requireMayGive(who, change.role);
  if (change.active === false && before.id === who.id)
    throw new Conflict('You cannot deactivate yourself. Ask another owner or admin.');
}

function mayEndOwnership({ role, active }: PersonChange): boolean {
  return (role !== undefined && role !== 'owner') || active === false;
}

async function lockOwners(trx: Db): Promise<{ id: string }[]> {
  return trx
    .selectFrom('workspace.users')
    .select('id')
    .where('role', '=', 'owner')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Somebody must always be able to do everything. */
function keepAnOwner(before: UserRow, owners: { id: string }[]): void {
  const others = owners.filter(({ id }) => id !== before.id);
  if (others.length === owners.length || others.length > 0) return;
  throw new Conflict(`${before.name} is the only owner. Make somebody else an owner first.`);
}

function toColumns(change: PersonChange) {
  return {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.timeZone === undefined ? {} : { time_zone: change.timeZone }),
    ...(change.workingHours === undefined
      ? {}
      : { working_hours: change.workingHours && JSON.stringify(change.workingHours) }),
  };
}

function activity(who: Actor, before: UserRow, { active }: PersonChange) {
  if (active === undefined || active === (before.deactivated_at === null)) return {};
  return active
    ? { deactivated_at: null, deactivated_by: null }
    : { deactivated_at: now(), deactivated_by: who.id };
}

function eventsOf(before: UserRow, { active, ...fields }: PersonChange): NewEvent[] {
  const subject = { kind: 'person', id: before.id };
  const payload = { name: fields.name ?? before.name };
  const was = {
    name: before.name,
    role: before.role,
    timeZone: before.time_zone,
    workingHours: before.working_hours,
  };
  const changes = changesBetween(was, given(fields));
  const events: NewEvent[] = [];
  if (Object.keys(changes).length > 0) events.push({ name: 'person.updated', subject, payload, changes });
  const wasActive = before.deactivated_at === null;
  if (active !== undefined && active !== wasActive) {
    const name = active ? 'person.reactivated' : 'person.deactivated';
    events.push({ name, subject, payload, changes: { active: { from: wasActive, to: active } } });
  }
  return events;
}

function readFilter(field: string, operator: string, value: unknown) {
  const values = [value].flat().map(String);
  if (field === 'role' && operator === 'is') return sql<boolean>`u.role = any(${values})`;
  if (field === 'active' && operator === 'is')
    return sql<boolean>`(u.deactivated_at is null) = ${values[0] === 'true'}`;
  if (field === 'team' && operator === 'is')
    return sql<boolean>`exists (select from workspace.team_members m where m.user_id = u.id and m.team_id = any(${values}::uuid[]))`;
  throw new Invalid(`People cannot be filtered by "${field} ${operator}".`);
}
