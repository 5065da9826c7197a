import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { CompanyMerge } from './contract.ts';
import './tables.ts';

/** Merges as pages and programs see them; `m` is the merge. */
export function selectMerges(db: Db) {
  return db
    .selectFrom('audience.company_merges as m')
    .leftJoin('audience.companies as c', 'c.id', 'm.company_id')
    .select([
      'm.id',
      'm.merged_at as mergedAt',
      'm.merged_by_name as mergedBy',
      'm.unmerged_at as unmergedAt',
      'm.unmerged_by_name as unmergedBy',
      sql<CompanyMerge['kept']>`jsonb_build_object('id', m.company_id, 'name', c.name)`.as('kept'),
      sql<CompanyMerge['gone']>`jsonb_build_object('id', m.gone_company_id, 'name', m.gone ->> 'name')`.as(
        'gone',
      ),
      sql<boolean>`m.unmerged_at is null and c.id is not null and c.deleted_at is null`.as('undoable'),
    ]);
}

export async function findMerge(db: Db, id: string): Promise<CompanyMerge> {
  const merge = await selectMerges(db).where('m.id', '=', id).executeTakeFirst();
  return merge ?? noSuchMerge();
}

/** Newest first: what this company was made one with, undone merges too. */
export async function mergesOf(db: Db, companyId: string): Promise<CompanyMerge[]> {
  return selectMerges(db)
    .where('m.company_id', '=', companyId)
    .orderBy('m.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
}

const MOST_SHOWN = 100;

export function noSuchMerge(): never {
  throw new NotFound('There is no such merge, or you may not see it.');
}
