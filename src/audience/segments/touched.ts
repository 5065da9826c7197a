import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Listeners } from '../../platform/listeners.ts';
import '../events.ts';
import './tables.ts';

/** Every segment is judged again: for new contacts, and where it is not known what changed. */
export const ANYTHING = '*';
const CONTACTS_PER_ROW = 1_000;

/**
 * These contacts may be in other segments by now; `marks` say what was written (platform/conditions.ts). Part of the
 * caller's transaction: one small row a batch, whatever segments there are. Who is in which is found out within a second
 * after the commit (upkeep.ts), so that no intake waits for it.
 */
export async function markTouched(db: Db, contactIds: string[], marks: string[] = [ANYTHING]): Promise<void> {
  const ids = [...new Set(contactIds)];
  for (let start = 0; start < ids.length; start += CONTACTS_PER_ROW) {
    await sql`insert into audience.segment_touched (marks, contact_ids)
      values (${marks}::text[], ${ids.slice(start, start + CONTACTS_PER_ROW)}::uuid[])`.execute(db);
  }
}

/** Fields that conditions ask for under another name, or that others are made of. */
const askedAs: Record<string, readonly string[]> = {
  givenName: ['givenName', 'name'],
  familyName: ['familyName', 'name'],
  email: ['email', 'name'],
  phone: ['phone', 'name'],
  phoneOriginal: ['phone', 'name'],
  ownerId: ['owner'],
  companyId: ['companyId', 'company', 'companyName'],
};

/** Only segments that look at these fields are judged again. Whatever is written, it is written now. */
export function marksOfFields(fields: readonly string[]): string[] {
  const asked = [...fields.flatMap((field) => askedAs[field] ?? [field]), 'updatedAt'];
  return [...new Set(asked)].map((field) => `contact:${field}`);
}

export const segmentListeners: Listeners = {
  'contacts.changed': (db, _who, { ids, fields }) =>
    markTouched(db, ids, fields ? marksOfFields(fields) : [ANYTHING]),
  'contacts.absorbed': async (db, _who, { absorbed }) => {
    const [gone, kept] = [[...absorbed.keys()], [...absorbed.values()]];
    await sql`
      with theirs as (delete from audience.segment_picks where contact_id = any(${gone}::uuid[]) returning *)
      insert into audience.segment_picks (contact_id, segment_id, change_id, picked_at)
      select a.kept, segment_id, change_id, picked_at
      from theirs join unnest(${gone}::uuid[], ${kept}::uuid[]) as a (gone, kept) on a.gone = theirs.contact_id
      on conflict do nothing`.execute(db);
    await markTouched(db, [...gone, ...kept]);
  },
  'contacts.merged': async (db, _who, { mergeId, keptId, goneId }) => {
    await sql`
      insert into audience.segment_picks (contact_id, segment_id, change_id, picked_at)
      select ${keptId}::uuid, segment_id, ${mergeId}::uuid, picked_at from audience.segment_picks
      where contact_id = ${goneId}::uuid
      on conflict do nothing`.execute(db);
    await markTouched(db, [keptId, goneId]);
  },
  'contacts.unmerged': async (db, _who, { mergeId, keptId, goneId }) => {
    await sql`delete from audience.segment_picks
      where contact_id = ${keptId}::uuid and change_id = ${mergeId}::uuid`.execute(db);
    await markTouched(db, [keptId, goneId]);
  },
  'contacts.erased': async (db, _who, { ids, count }) => {
    const theirs = sql`contact_id = any(${ids}::uuid[])`;
    const lists = await sql`delete from audience.segment_picks where ${theirs}`.execute(db);
    const { rows } = await sql<{ gone: number }>`
      with moves as (delete from audience.segment_moves where ${theirs}),
        dues as (delete from audience.segment_dues where ${theirs}),
        changes as (delete from audience.segment_pick_change_contacts where ${theirs}),
        members as (delete from audience.segment_members where ${theirs} returning segment_id),
        gone as (select segment_id, count(*) as count from members group by segment_id),
        counted as (
          update audience.segments as s set member_count = s.member_count - gone.count
          from gone where s.id = gone.segment_id
        )
      select count(*) as gone from members`.execute(db);
    count('Lists', Number(lists.numAffectedRows ?? 0));
    count('Segments', rows[0]?.gone ?? 0);
    // What is just being judged elsewhere may still write them.
    await markTouched(db, ids);
  },
};
