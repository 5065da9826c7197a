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
