import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { allows, ownedBy } from '../../workspace/workspace.ts';
import type { Today } from '../contract.ts';
import { countUpTo, MOST_COUNTED } from './figure.ts';

type News = Today['news'];

const MOST_IMPORTS = 5;

/** What happened since a moment, as far as `who` may see it. */
export async function newsSince(db: Db, who: Actor, since: Date, at: Date): Promise<News> {
  const mine = ownedBy(who, 'contacts.read', 'c.owner_id');
  const [contacts, companies, stages, touched, imports, merges] = [
    await countUpTo(
      db,
      sql`select 1 from audience.contacts as c where c.deleted_at is null and c.created_at > ${since} and ${mine}`,
    ),
    await countUpTo(
      db,
      sql`select 1 from audience.companies as c where c.deleted_at is null and c.created_at > ${since}`,
    ),
    await movedBetween(db, mine, since, at),
    await touchedBetween(db, mine, since, at),
    await importsSince(db, who, since),
    await countUpTo(
      db,
      sql`select distinct m.kept_id from audience.merges as m join audience.contacts as c on c.id = m.kept_id
        where m.unmerged_at is null and m.merged_at > ${since} and c.deleted_at is null and ${mine}`,
    ),
  ];
  return { contacts, companies, ...stages, ...touched, imports, merges };
}

/** Where those are now who moved: somebody who went two stages further is told once. */
async function movedBetween(
  db: Db,
  mine: RawBuilder<boolean>,
  since: Date,
  at: Date,
): Promise<Pick<News, 'stages' | 'stagesExact'>> {
  const { rows } = await sql<News['stages'][number] & { moved: number }>`
    with moved as (
      select distinct contact_id from (
        select contact_id from audience.stage_moves as s join audience.contacts as c on c.id = s.contact_id
        where from_stage is not null and moved_at > ${since} and moved_at <= ${at} and c.deleted_at is null and ${mine}
        order by moved_at desc limit ${MOST_COUNTED + 1}) as few)
    select c.stage, count(*) as count, (select count(*) from moved) as moved
    from moved as m join audience.contacts as c on c.id = m.contact_id
    group by c.stage, c.stage_order order by c.stage_order`.execute(db);
  return {
    stages: rows.map(({ stage, count }) => ({ stage, count })),
    stagesExact: (rows[0]?.moved ?? 0) <= MOST_COUNTED,
  };
}

/** Each person once, by the channel of their newest touch: added up, the channels are the people. */
async function touchedBetween(
  db: Db,
  mine: RawBuilder<boolean>,
  since: Date,
  at: Date,
): Promise<Pick<News, 'touched' | 'channels'>> {
  const { rows } = await sql<News['channels'][number] & { found: number }>`
    with found as materialized (
      select a.contact_id, a.last_channel from touchpoints.activity as a
      where a.last_day >= (${since}::timestamptz at time zone 'UTC')::date and a.last_touch_at > ${since} and a.last_touch_at <= ${at}
      limit ${MOST_COUNTED + 1})
    select f.last_channel as channel, count(*) as count, (select count(*) from found) as found
    from found as f join audience.contacts as c on c.id = f.contact_id
    where c.deleted_at is null and ${mine}
    group by f.last_channel order by count desc, channel`.execute(db);
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  return {
    touched: { count: Math.min(count, MOST_COUNTED), exact: (rows[0]?.found ?? 0) <= MOST_COUNTED },
    channels: rows.map(({ channel, count }) => ({ channel, count })),
  };
}

async function importsSince(db: Db, who: Actor, since: Date): Promise<News['imports']> {
  if (!allows(who, 'contacts.import')) return [];
  const rows = await db
    .selectFrom('audience.imports')
    .select(['id', 'file_name as fileName', 'made_by_name as by', 'target', 'ended_at as endedAt'])
    .select(['seen', 'created', 'updated', 'unchanged', 'skipped', 'bot', 'undone_at as undoneAt'])
    .where('ended_at', '>', since)
    .orderBy('ended_at', 'desc')
    .limit(MOST_IMPORTS)
    .execute();
  return rows.flatMap(({ endedAt, undoneAt, ...row }) =>
    endedAt === null ? [] : [{ ...row, endedAt, undone: undoneAt !== null }],
  );
}
