import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import './tables.ts';

/** What the sample brought, so that it can be taken away again. */
export async function remember(db: Db, kind: string, things: { name: string; id: string }[]): Promise<void> {
  if (things.length === 0) return;
  await db
    .insertInto('sample.brought')
    .values(things.map(({ name, id }) => ({ kind, name, id })))
    .onConflict((conflict) => conflict.columns(['kind', 'name']).doUpdateSet({ id: sql`excluded.id` }))
    .execute();
}
