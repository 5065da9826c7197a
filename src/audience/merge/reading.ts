import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Merge } from './contract.ts';
import './tables.ts';

/** Merges as pages and programs see them; `m` is the merge. */
export function selectMerges(db: Db) {
  return db
    .selectFrom('audience.merges as m')
    .leftJoin('audience.contacts as c', 'c.id', 'm.kept_id')
    .select([
      'm.id',
      'm.batch_id as batchId',
      'm.merged_at as mergedAt',
      'm.merged_by_name as mergedBy',
      'm.unmerged_at as unmergedAt',
      'm.unmerged_by_name as unmergedBy',
      sql<Merge['kept']>`jsonb_build_object('id', m.kept_id, 'name', c.name)`.as('kept'),
      sql<Merge['gone']>`jsonb_build_object('id', m.gone_id, 'name', m.gone ->> 'name')`.as('gone'),
      sql<boolean>`m.unmerged_at is null and c.id is not null and c.deleted_at is null`.as('undoable'),
    ]);
}

export async function findMerge(db: Db, id: string): Promise<Merge> {
  const merge = await selectMerges(db).where('m.id', '=', id).executeTakeFirst();
  return merge ?? noSuchMerge();
}

export function noSuchMerge(): never {
  throw new NotFound('There is no such merge, or you may not see it.');
}
