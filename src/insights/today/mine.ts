import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { Today } from '../contract.ts';
import { countUpTo, MOST_COUNTED } from './figure.ts';

const SHOWN = 6;
const WEEK_MS = 7 * 86_400_000;

/** The contacts of one's own, and with whom of them something happened; null for whoever has none. */
export async function whatIsMine(db: Db, who: Actor, at: Date): Promise<Today['mine']> {
  if (who.kind !== 'user') return null;
  const owned = sql`from audience.contacts as c
    where c.deleted_at is null and c.owner_id = ${who.id}`;
  const contacts = await countUpTo(db, sql`select 1 ${owned}`);
  if (contacts.count === 0) return null;
  const touched = sql`
    from (select c.id, c.name, c.company_name, c.stage ${owned} limit ${MOST_COUNTED}) as c
    join touchpoints.activity as a on a.contact_id = c.id
    where a.last_touch_at > ${new Date(at.getTime() - WEEK_MS)} and a.last_touch_at <= ${at}`;
  type Recent = NonNullable<Today['mine']>['recent'][number];
  const recent = await sql<Recent>`
    select c.id, c.name, c.company_name as "companyName", c.stage, a.last_touch_at as at, a.last_channel as channel
    ${touched} order by a.last_touch_at desc limit ${SHOWN}`.execute(db);
  return { contacts, touched: await countUpTo(db, sql`select 1 ${touched}`), recent: recent.rows };
}
