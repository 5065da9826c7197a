import type { Db } from '../../platform/db.ts';
import { invalidField } from '../../platform/errors.ts';
import { foldName } from './company.ts';

export type Workplace = { companyId?: string | null; companyName?: string | null };

/**
 * The company of a contact and its name go together: who is said to work at a company bears its name, and a name that
 * somebody wrote themselves is that of no company we know. Answers what is to be written; nothing, when neither is.
 */
export async function workplaceOf(
  db: Db,
  change: { companyId?: string | null | undefined; companyName?: string | null | undefined },
  before: { id: string; name: string } | null = null,
): Promise<Workplace> {
  const { companyId, companyName } = change;
  if (companyId) {
    const company = await db
      .selectFrom('audience.companies')
      .select('name')
      .where('id', '=', companyId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!company) throw invalidField('companyId', 'Choose a company.');
    return { companyId, companyName: company.name };
  }
  if (companyId === null) return { companyId, companyName: companyName ?? null };
  if (companyName === undefined) return {};
  const same = before !== null && companyName !== null && foldName(companyName) === foldName(before.name);
  return same ? { companyName: before.name } : { companyId: null, companyName };
}
