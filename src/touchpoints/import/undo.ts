import { sql } from 'kysely';
import { undoContacts, type UndoneBatch } from '../../audience/audience.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { ListenerMap } from '../../platform/listeners.ts';
import { tell } from '../../platform/listeners.ts';
import { addUpAgain } from '../activity.ts';
import './tables.ts';

const TOUCHPOINTS_PER_BATCH = 1_000;
const PEOPLE = 'people:';

/** First the touchpoints, then the people that were made for them and have no others. */
export async function undoTouchpoints(
  db: Db,
  who: Actor,
  importId: string,
  after: string | null,
): Promise<UndoneBatch> {
  if (after?.startsWith(PEOPLE)) {
    const batch = await undoContacts(db, who, importId, after.slice(PEOPLE.length) || null);
    // People were no rows of the file: they are not counted among what was taken back.
    return { ...batch, looked: 0, last: batch.last && PEOPLE + batch.last };
  }
  const { rows } = await sql<{ id: string; contact_id: string | null; occurred_at: Date | null }>`
    delete from touchpoints.imported where import_id = ${importId} and id in (
      select id from touchpoints.imported where import_id = ${importId} order by id limit ${TOUCHPOINTS_PER_BATCH})
    returning id, contact_id, occurred_at`.execute(db);
  const ids = rows.map(({ id }) => id);
  const touched = await deleteTouchpoints(db, rows);
  await sql`delete from touchpoints.receipts where id = any(${ids}::uuid[])`.execute(db);
  await sql`delete from touchpoints.bot_hits where id = any(${ids}::uuid[])`.execute(db);
  await addUpAgain(db, touched);
  if (touched.length > 0) {
    await tell(db, who, 'contacts.changed', { ids: touched });
    await tell(db, who, 'touchpoints.removed', { contactIds: touched });
  }
  const isLast = rows.length < TOUCHPOINTS_PER_BATCH;
  return {
    looked: rows.length,
    restored: 0,
    deleted: rows.length,
    left: [],
    last: isLast ? PEOPLE : (ids.at(-1) ?? PEOPLE),
  };
}

/** Whoever they were recorded for may be one with somebody else by now. Answers whose line is another now. */
async function deleteTouchpoints(
  db: Db,
  rows: { id: string; contact_id: string | null; occurred_at: Date | null }[],
): Promise<string[]> {
  const { rows: gone } = await sql<{ contact_id: string }>`
    with meant as (
      select r.id, r.occurred_at, coalesce(d.contact_id, r.contact_id) as contact_id
      from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, contact_id uuid, occurred_at timestamptz)
      left join audience.redirects as d on d.old_id = r.contact_id
    )
    delete from touchpoints.touchpoints as t using meant as m
    where t.contact_id = m.contact_id and t.occurred_at = m.occurred_at and t.id = m.id
    returning t.contact_id`.execute(db);
  return [...new Set(gone.map(({ contact_id: id }) => id))];
}

/** Somebody with whom anything has happened is not unmade with the import that made them. */
export async function keepTouched(db: Db, { ids, keep }: ListenerMap['contacts.unmaking']): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${ids}::uuid[]) as c (id)
    where exists (select from touchpoints.touchpoints as t where t.contact_id = c.id)
      or exists (select from touchpoints.past_activity as p where p.contact_id = c.id)`.execute(db);
  for (const { id } of rows) keep(id, 'Something has happened with this contact since.');
}
