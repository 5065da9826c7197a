import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { estimateCount } from '../../platform/lists.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { CohortQuery } from './contract.ts';

export type Span = { from: Date; to: Date };
type Narrowed = Pick<CohortQuery, 'source' | 'segment' | 'team'>;

/** Following that many people through all steps takes about a second; of more, a random part is followed. */
const MOST_FOLLOWED = 100_000;
/** Ids are random at their end; their hash is even, and this many parts of it are fine enough. */
const PARTS = 1_024;

export const channelOf = sql`coalesce(a.first_channel, nullif(c.source, 'unknown'), 'unknown')`;
export const teamOf = sql`(select m.team_id from workspace.team_members as m where m.user_id = c.owner_id
  order by m.added_at, m.team_id limit 1)`;
/** Known by the first touch, or by being written down, whichever came first. */
const firstSeen = sql`least(a.first_touch_at, c.created_at)`;

/**
 * Who was first seen in the span, as `from …` with `c` the contact and `a` what their touches add up to. Two index ranges
 * lead to them, by the first touch and by the row's making; whoever was seen before the span by the other one falls out.
 */
export function seenIn(who: Actor, { from, to }: Span, narrowed: Narrowed, part = 1): RawBuilder<unknown> {
  const some = (id: string) =>
    part === 1 ? sql`true` : sql`(uuid_hash(${sql.ref(id)}) & ${PARTS - 1}) < ${Math.ceil(part * PARTS)}`;
  return sql`
    from (
      select contact_id as id from touchpoints.activity
      where first_touch_at >= ${from} and first_touch_at < ${to} and ${some('contact_id')}
      union
      select id from audience.contacts
      where created_at >= ${from} and created_at < ${to} and deleted_at is null and ${some('id')}) as seen
    join audience.contacts as c on c.id = seen.id and c.deleted_at is null
    left join touchpoints.activity as a on a.contact_id = seen.id
    where ${firstSeen} >= ${from} and ${firstSeen} < ${to} and ${ownedBy(who, 'contacts.read', 'c.owner_id')}
      and ${narrowing(narrowed)}`;
}

/** The part of them to follow, so that it takes about a second however many there are. */
export async function partToFollow(db: Db, { from, to }: Span): Promise<number> {
  const touched = db
    .selectFrom('touchpoints.activity as a')
    .where('a.first_touch_at', '>=', from)
    .where('a.first_touch_at', '<', to);
  const written = db
    .selectFrom('audience.contacts as c')
    .where('c.deleted_at', 'is', null)
    .where('c.created_at', '>=', from)
    .where('c.created_at', '<', to);
  const counts = [
    await estimateCount(db, touched, MOST_FOLLOWED),
    await estimateCount(db, written, MOST_FOLLOWED),
  ];
  // Most are in both; the larger one is the better guess of how many there are.
  const most = Math.max(...counts.map(({ count }) => count));
  if (most <= MOST_FOLLOWED) return 1;
  return Math.max(1, Math.floor((MOST_FOLLOWED / most) * PARTS)) / PARTS;
}

function narrowing({ source, segment, team }: Narrowed): RawBuilder<unknown> {
  const parts = [
    source !== undefined && sql`${channelOf} = ${source}`,
    segment !== undefined &&
      sql`exists (select from audience.segment_members as s where s.contact_id = c.id and s.segment_id = ${segment})`,
    team !== undefined && (team === 'none' ? sql`${teamOf} is null` : sql`${teamOf} = ${team}`),
  ].filter((each) => each !== false);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}
