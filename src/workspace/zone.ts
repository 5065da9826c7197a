import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import './tables.ts';

/** The time zone in which `who` reads dates: their own, their team's, else the company's. */
export async function zoneOf(db: Db, who: Actor): Promise<string> {
  const user = who.kind === 'user' ? who.id : null;
  const { rows } = await sql<{ zone: string | null }>`
    select coalesce(
      (select time_zone from workspace.users where id = ${user}::uuid),
      (select t.time_zone from workspace.team_members m join workspace.teams t on t.id = m.team_id
        where m.user_id = ${user}::uuid and t.time_zone is not null order by m.added_at limit 1),
      (select time_zone from workspace.settings limit 1)) as zone`.execute(db);
  return rows[0]?.zone ?? 'UTC';
}
