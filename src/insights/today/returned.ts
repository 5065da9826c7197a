import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { Today } from '../contract.ts';
import { countUpTo } from './figure.ts';

const SHOWN = 6;
const DAY_MS = 86_400_000;

/** People we know who were silent for a month and are back: the best moment to call them. */
export async function whoCameBack(db: Db, who: Actor, at: Date): Promise<Today['returned']> {
  const mine = ownedBy(who, 'contacts.read', 'c.owner_id');
  const since = (days: number) => sql`
    from touchpoints.activity as a join audience.contacts as c on c.id = a.contact_id
    where a.came_back_at > ${new Date(at.getTime() - days * DAY_MS)} and a.came_back_at <= ${at}
      and c.deleted_at is null and ${mine}`;
  const people = await sql<Today['returned']['people'][number]>`
    select c.id, c.name, c.company_name as "companyName", a.came_back_at as at, a.silent_since as "silentSince",
      a.last_channel as channel
    ${since(7)} order by a.came_back_at desc limit ${SHOWN}`.execute(db);
  return {
    day: await countUpTo(db, sql`select 1 ${since(1)}`),
    week: await countUpTo(db, sql`select 1 ${since(7)}`),
    people: people.rows,
  };
}
