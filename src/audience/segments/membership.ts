import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { findContact } from '../reading.ts';
import type { History, Membership, Version } from './contract.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import './tables.ts';

/** The segments and lists a contact is in, the newest first. */
export async function segmentsOf(db: Db, contactId: string): Promise<Membership[]> {
  return db
    .selectFrom('audience.segment_members as m')
    .innerJoin('audience.segments as s', 's.id', 'm.segment_id')
    .where('m.contact_id', '=', contactId)
    .where('s.archived_at', 'is', null)
    .select(['s.id', 's.name', 's.kind', 'm.entered_at as enteredAt'])
    .orderBy('m.entered_at', 'desc')
    .orderBy('s.id')
    .limit(MOST_SHOWN)
    .execute();
}

const MOST_SHOWN = 200;

/** As `segmentsOf`, if `who` may read the contact. */
export async function shownSegmentsOf(db: Db, who: Actor, contactId: string): Promise<Membership[]> {
  const { id } = await findContact(db, who, contactId);
  return segmentsOf(db, id);
}

/** Ids of members in their order, from the one after `after` on; for whoever works through all of them. */
export async function membersOf(
  db: Db,
  segmentId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('audience.segment_members')
    .select('contact_id')
    .where('segment_id', '=', segmentId)
    .$if(after !== null, (query) => query.where('contact_id', '>', after ?? ''))
    .orderBy('contact_id')
    .limit(limit)
    .execute();
  return rows.map(({ contact_id: id }) => id);
}

/** For a `where` on contacts `c`: whether they are in one of these segments. */
export function inSegments(ids: string[]): RawBuilder<SqlBool> {
  return sql`exists (select from audience.segment_members as member
    where member.contact_id = c.id and member.segment_id = any(${ids}::uuid[]))`;
}

const MOST_MOVES = 50;

/** Comings and goings per day, and who it was of late, as far as `who` may see them. */
export async function historyOf(db: Db, who: Actor, segmentId: string, days: number): Promise<History> {
  const since = new Date(now().getTime() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const counted = await db
    .selectFrom('audience.segment_days')
    .select([sql<string>`day::text`.as('day'), 'entered', 'gone as left'])
    .where('segment_id', '=', segmentId)
    .where('day', '>=', since)
    .orderBy('day')
    .execute();
  const moves = await db
    .selectFrom('audience.segment_moves as m')
    .innerJoin('audience.contacts as c', 'c.id', 'm.contact_id')
    .where('m.segment_id', '=', segmentId)
    .where('c.deleted_at', 'is', null)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select(['m.entered', 'm.moved_at as at'])
    .select(
      sql<History['moves'][number]['contact']>`jsonb_build_object('id', c.id, 'name', c.name)`.as('contact'),
    )
    .orderBy('m.moved_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(MOST_MOVES)
    .execute();
  return { days: counted, moves };
}

const MOST_VERSIONS = 200;

export async function versionsOf(db: Db, segmentId: string): Promise<Version[]> {
  return db
    .selectFrom('audience.segment_versions')
    .select(['version', 'sentence', 'tree', 'made_by_name as madeBy', 'made_at as madeAt'])
    .where('segment_id', '=', segmentId)
    .orderBy('version', 'desc')
    .limit(MOST_VERSIONS)
    .execute();
}

const KEPT_DAYS = 90;
const ROWS_PER_BATCH = 10_000;

/** Who came and went is told for 90 days, and changes of lists can be undone for 30. */
export async function forgetMoves(db: Db): Promise<void> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000);
  for (let gone = ROWS_PER_BATCH; gone === ROWS_PER_BATCH;) {
    const { numAffectedRows } = await sql`
      delete from audience.segment_moves where (contact_id, id) in (
        select contact_id, id from audience.segment_moves where moved_at < ${before} limit ${ROWS_PER_BATCH})`.execute(
      db,
    );
    gone = Number(numAffectedRows ?? 0);
  }
  const undoable = new Date(now().getTime() - UNDOABLE_DAYS * 86_400_000);
  await db.deleteFrom('audience.segment_pick_changes').where('made_at', '<', undoable).execute();
  // Of contacts that are gone for good; those that were merged may come back.
  await sql`
    delete from audience.segment_picks as p
    where not exists (select from audience.contacts as c where c.id = p.contact_id)
      and not exists (select from audience.redirects as r where r.old_id = p.contact_id)`.execute(db);
}

const UNDOABLE_DAYS = 30;
