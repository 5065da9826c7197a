import type { Db } from '../../platform/db.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import './tables.ts';

/** Held until the transaction ends. */
export async function lockTheme(db: Db, id: string): Promise<{ name: string }> {
  const theme = await db
    .selectFrom('handoff.themes')
    .select(['name', 'merged_into'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!theme) throw new NotFound('There is no such theme.');
  if (theme.merged_into !== null)
    throw new Conflict('This theme became part of another one meanwhile.', { into: theme.merged_into });
  return { name: theme.name };
}
