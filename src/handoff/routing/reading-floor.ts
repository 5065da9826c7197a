import { sql } from 'kysely';
import type { ReadConditions } from '../../audience/audience.ts';
import { readConditions } from '../../audience/audience.ts';
import type { Role } from '../../platform/actor.ts';
import { roles, system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import {
  addWorkingTime,
  isWorking,
  scopeOf,
  workingTimesOf,
  type WorkingTime,
} from '../../workspace/workspace.ts';
import type { Routing, Target } from './contract.ts';
import { ruleSentence, targetWords, titleOf } from './sentence.ts';
import './tables.ts';
import type { Floor, FloorRep } from './floor.ts';

export type ReadFloor = Floor & { conditions: ReadConditions; sentences: string[] };

/** Who works on what is handed over. */
export const repRoles: Role[] = roles.filter(
  (role) => scopeOf({ ...system, role }, 'handoffs.work') !== null,
);

/** The floor at a moment, in a handful of statements; `rules` are of this document, in its order. */
export async function readFloor(db: Db, routing: Routing, at: Date): Promise<ReadFloor> {
  const reps = await readReps(db, routing, at);
  const teams = new Map(
    (await db.selectFrom('workspace.teams').select(['id', 'name']).execute()).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  // Rules without conditions hold for everybody: an empty "all of these" does, too.
  const trees = routing.rules.map(({ when }) => when ?? { match: 'all' as const, items: [] });
  const conditions = await readConditions(db, trees);
  const names = { reps: await namesOf(db, routing), teams };
  const sentences = routing.rules.map((rule, index) =>
    ruleSentence(rule, conditions.sentences[index] ?? '', names),
  );
  const rules = routing.rules.map((rule, index) => ({
    title: titleOf(rule, conditions.sentences[index] ?? '', targetWords(rule.to, names)),
    problem: conditions.problems[index] ?? problemOf(rule.to, teams),
  }));
  return { routing, rules, reps, teams, turns: await readTurns(db), conditions, sentences };
}

function problemOf(to: Target, teams: ReadonlyMap<string, string>): string | null {
  const teamId = to.kind === 'reps' ? null : to.teamId;
  return teamId !== null && !teams.has(teamId) ? 'Its team is not there any more.' : null;
}

type RepRow = {
  id: string;
  name: string;
  role: string;
  team_ids: string[];
  weight: number;
  capacity: number | null;
  open: number;
  takes_leads: boolean;
  skills: string[];
  languages: string[];
  away_until: string | null;
};

async function readReps(db: Db, routing: Routing, at: Date): Promise<Map<string, FloorRep>> {
  const { rows } = await sql<RepRow>`
    select u.id, u.name, u.role, coalesce(r.takes_leads, true) as takes_leads, coalesce(r.weight, 1) as weight, r.capacity,
      coalesce(r.skills, '{}') as skills, coalesce(r.languages, '{}') as languages,
      array(select m.team_id from workspace.team_members as m join workspace.teams as t on t.id = m.team_id
        where m.user_id = u.id order by t.kind <> 'sales', m.added_at, m.team_id) as team_ids,
      (select count(*) from handoff.handoffs as h where h.rep_id = u.id and h.state in ('ready', 'contacting')) as open,
      (select max(v.to_day) from handoff.vacations as v
        where v.user_id = u.id and ${localDay(at)} between v.from_day and v.to_day) as away_until
    from workspace.users as u left join handoff.reps as r on r.user_id = u.id
    where u.deactivated_at is null and u.role = any(${repRoles}::text[])
    order by u.name, u.id`.execute(db);
  const times = await workingTimesOf(
    db,
    rows.map(({ id }) => id),
  );
  return new Map(rows.map((row) => [row.id, toFloorRep(row, routing, times.get(row.id), at)]));
}

/** The day it is where this user `u` is. */
export function localDay(at: Date) {
  return sql`(${at}::timestamptz at time zone
    coalesce(u.time_zone, (select s.time_zone from workspace.settings as s limit 1), 'UTC'))::date`;
}

function toFloorRep(row: RepRow, routing: Routing, time: WorkingTime | undefined, at: Date): FloorRep {
  const worksNow = time === undefined || isWorking(time, at);
  let again: ReturnType<FloorRep['worksAgain']> | undefined;
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    teamIds: row.team_ids,
    weight: row.weight,
    capacity: row.capacity ?? routing.capacity,
    open: row.open,
    takesLeads: row.takes_leads,
    skills: row.skills,
    languages: new Set(row.languages),
    awayUntil: row.away_until,
    worksNow,
    worksAgain: () => (again ??= time ? nextStart(time, at) : null),
  };
}

const MINUTE_MS = 60_000;

/** The first minute of work ends a minute after it begins. */
function nextStart(time: WorkingTime, at: Date): { at: Date; words: string } | null {
  const ended = addWorkingTime(time, at, 1);
  if (!ended) return null;
  const start = new Date(ended.getTime() - MINUTE_MS);
  const words = start.toLocaleString('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: time.timeZone,
  });
  return { at: start, words };
}

async function readTurns(db: Db): Promise<Floor['turns']> {
  const rows = await db.selectFrom('handoff.turns').selectAll().orderBy('rule').execute();
  const turns: Floor['turns'] = new Map();
  for (const { rule, rep_id: repId, credit } of rows)
    turns.set(rule, (turns.get(rule) ?? new Map<string, number>()).set(repId, credit));
  return turns;
}

/** Also of those who left: a rule that names them says so. */
async function namesOf(db: Db, routing: Routing): Promise<Map<string, string>> {
  const ids = routing.rules.flatMap(({ to }) =>
    to.kind === 'reps' ? to.reps.map(({ repId }) => repId) : [],
  );
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('workspace.users').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
