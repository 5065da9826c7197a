import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { invalidField, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import '../events.ts';
import type { Rep, RepChange } from './contract.ts';
import type { FloorRep } from './floor.ts';
import { readFloor, repRoles } from './reading-floor.ts';
import { lookAgain, readRouting } from './routing.ts';
import './tables.ts';

/** Everybody who can be given hand-offs, by name. */
export async function listReps(db: Db): Promise<Rep[]> {
  const { routing } = await readRouting(db);
  const { reps, teams } = await readFloor(db, routing, now());
  const own = await db.selectFrom('handoff.reps').select(['user_id', 'capacity']).execute();
  const capacities = new Map(own.map(({ user_id: id, capacity }) => [id, capacity]));
  const vacations = await vacationsOf(db, [...reps.keys()]);
  return [...reps.values()].map((rep) => ({
    ...toRep(rep, teams),
    capacity: capacities.get(rep.id) ?? null,
    vacations: vacations.get(rep.id) ?? [],
  }));
}

/** What all who take leads can have open at a time. */
export async function repsCapacity(db: Db): Promise<number> {
  const { routing } = await readRouting(db);
  const { reps } = await readFloor(db, routing, now());
  return [...reps.values()].reduce((sum, rep) => sum + (rep.takesLeads ? rep.capacity : 0), 0);
}

export async function findRep(db: Db, id: string): Promise<Rep> {
  const rep = (await listReps(db)).find((each) => each.id === id);
  if (!rep) throw new NotFound('This person does not take hand-offs, or does not work here any more.');
  return rep;
}

/** What somebody can take: it counts from the next lead on. */
export async function changeRep(db: Db, who: Actor, id: string, change: RepChange): Promise<Rep> {
  return transaction(db, async (trx) => {
    const before = await findRep(trx, id);
    const { vacations, ...terms } = change;
    await writeTerms(trx, who, id, { ...before, ...terms });
    if (vacations) await writeVacations(trx, id, vacations);
    await lookAgain(trx);
    const after = await findRep(trx, id);
    const changes = changesBetween(told(before), told(after));
    if (Object.keys(changes).length > 0)
      await emit(trx, who, [
        { name: 'rep.changed', subject: { kind: 'rep', id }, payload: { name: after.name }, changes },
      ]);
    return after;
  });
}

type Terms = Required<Pick<RepChange, 'weight' | 'capacity' | 'skills' | 'languages' | 'takesLeads'>>;

async function writeTerms(
  db: Db,
  who: Actor,
  id: string,
  terms: { [Name in keyof Terms]?: Terms[Name] | undefined },
) {
  const { weight = 1, capacity = null, skills = [], languages = [], takesLeads = true } = terms;
  const row = {
    takes_leads: takesLeads,
    weight,
    capacity,
    skills: distinct(skills),
    languages: distinct(languages),
    updated_by: who.kind === 'user' ? who.id : null,
    updated_at: now(),
  };
  await db
    .insertInto('handoff.reps')
    .values({ user_id: id, ...row })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute();
}

async function writeVacations(
  db: Db,
  id: string,
  vacations: NonNullable<RepChange['vacations']>,
): Promise<void> {
  await db.deleteFrom('handoff.vacations').where('user_id', '=', id).execute();
  if (vacations.length === 0) return;
  await db
    .insertInto('handoff.vacations')
    .values(
      vacations.map(({ from, to, note }) => ({ id: newId(), user_id: id, from_day: from, to_day: to, note })),
    )
    .execute();
}

async function vacationsOf(db: Db, ids: string[]): Promise<Map<string, Rep['vacations']>> {
  const { rows } = await sql<Rep['vacations'][number] & { user_id: string }>`
    select id, user_id, from_day::text as "from", to_day::text as "to", note from handoff.vacations
    where user_id = any(${ids}::uuid[]) and to_day >= (${now()}::timestamptz)::date - ${KEPT_DAYS}::int
    order by from_day`.execute(db);
  const shown = rows.map(({ user_id, ...vacation }) => ({ user_id, vacation }));
  return new Map(
    [...Map.groupBy(shown, (row) => row.user_id)].map(([id, each]) => [
      id,
      each.map(({ vacation }) => vacation),
    ]),
  );
}

const KEPT_DAYS = 60;

function toRep(rep: FloorRep, teams: ReadonlyMap<string, string>): Omit<Rep, 'capacity' | 'vacations'> {
  const { id, name, role, weight, open, takesLeads, awayUntil, worksNow } = rep;
  return {
    id,
    name,
    role,
    teams: rep.teamIds.map((teamId) => ({ id: teamId, name: teams.get(teamId) ?? '' })),
    weight,
    effectiveCapacity: rep.capacity,
    open,
    skills: [...rep.skills],
    languages: [...rep.languages],
    takesLeads,
    awayUntil,
    worksNow,
    worksAgainAt: worksNow ? null : (rep.worksAgain()?.at ?? null),
  };
}

function told({ weight, capacity, skills, languages, takesLeads, vacations }: Rep) {
  const days = vacations.map(({ from, to }) => `${from} – ${to}`);
  return { weight, capacity, skills, languages, takesLeads, vacations: days };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}

/** Throws, in a sentence, for somebody who cannot be given a hand-off. */
export async function mustBeRep(db: Db, id: string): Promise<void> {
  const user = await db
    .selectFrom('workspace.users')
    .select(['name', 'role', 'deactivated_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!user || user.deactivated_at !== null)
    throw invalidField('repId', 'Choose a colleague who works here.');
  if (!repRoles.includes(user.role))
    throw invalidField('repId', `${user.name} does not work on hand-offs. Choose somebody who sells.`);
}
