import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { usualHours, type WeeklyHours, type WorkingTime } from './working-hours.ts';
import '../tables.ts';

/**
 * When these people work: their own time zone and hours, or else those of the first of their teams that says so, or
 * else the workspace's time zone and the usual hours; without the holidays of everybody and of any of their teams.
 */
export async function workingTimesOf(db: Db, userIds: string[]): Promise<Map<string, WorkingTime>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('workspace.users as u')
    .innerJoin('workspace.settings as s', (join) => join.onTrue())
    .select('u.id')
    .select([
      sql<string>`coalesce(u.time_zone, ${ofTeam('time_zone')}, s.time_zone)`.as('time_zone'),
      sql<WeeklyHours | null>`coalesce(u.working_hours, ${ofTeam('working_hours')})`.as('hours'),
      sql<string[]>`array(
        select h.date::text from workspace.holidays h
        where h.team_id is null
          or h.team_id in (select m.team_id from workspace.team_members m where m.user_id = u.id))`.as(
        'holidays',
      ),
    ])
    .where('u.id', 'in', userIds)
    .execute();
  return new Map(
    rows.map(({ id, time_zone: timeZone, hours, holidays }) => [
      id,
      { timeZone, hours: hours ?? usualHours, holidays: new Set(holidays) },
    ]),
  );
}

/** When somebody is at work, where it is not said who: the workspace's time zone, the usual hours, everybody's holidays. */
export async function usualWorkingTime(db: Db): Promise<WorkingTime> {
  const { rows } = await sql<{ zone: string | null; holidays: string[] }>`
    select (select time_zone from workspace.settings limit 1) as zone,
      array(select date::text from workspace.holidays where team_id is null) as holidays`.execute(db);
  const [found] = rows;
  return { timeZone: found?.zone ?? 'UTC', hours: usualHours, holidays: new Set(found?.holidays) };
}

function ofTeam(column: 'time_zone' | 'working_hours') {
  const value = sql.ref(`t.${column}`);
  return sql`(
    select ${value} from workspace.team_members m join workspace.teams t on t.id = m.team_id
    where m.user_id = u.id and ${value} is not null order by m.added_at, m.team_id limit 1)`;
}
