import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** The contact an id leads to by now: itself, or the one it became part of. */
export async function currentId(db: Db, id: string): Promise<string> {
  const redirect = await db
    .selectFrom('audience.redirects')
    .select('contact_id')
    .where('old_id', '=', id)
    .executeTakeFirst();
  return redirect?.contact_id ?? id;
}

/** The same for many, as far as somebody is there: not of those who were deleted or erased. */
export async function presentIds(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ asked: string; id: string }>`
    select a.id as asked, c.id from unnest(${ids}::uuid[]) as a (id)
    left join audience.redirects as r on r.old_id = a.id
    join audience.contacts as c on c.id = coalesce(r.contact_id, a.id) and c.deleted_at is null`.execute(db);
  return new Map(rows.map(({ asked, id }) => [asked, id]));
}

/** Visitors and contacts who became part of this one: a person's history is theirs, too. */
export async function idsBefore(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audience.redirects')
    .select('old_id')
    .where('contact_id', '=', id)
    .orderBy('made_at', 'desc')
    .limit(MOST_BEFORE)
    .execute();
  return rows.map(({ old_id: old }) => old);
}

const MOST_BEFORE = 200;
