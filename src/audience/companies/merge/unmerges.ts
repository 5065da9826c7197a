import type { Selectable } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import { now } from '../../../platform/clock.ts';
import { transaction, type Db } from '../../../platform/db.ts';
import { Conflict } from '../../../platform/errors.ts';
import { emit } from '../../../platform/events.ts';
import { tell } from '../../../platform/listeners.ts';
import { mustReach } from '../../../workspace/workspace.ts';
import { asChanges } from '../../merge/deciding.ts';
import { idsWritten, tagHolding, takeOut, type Taken } from '../../merge/taking-out.ts';
import { tooDeep } from '../family.ts';
import { followCompanies } from '../following.ts';
import { oneWriter } from '../identities.ts';
import { lockCompany, readableCompanies } from '../reading.ts';
import { patchRow, readRows, restoreRow, type CompanyRow } from './company-row.ts';
import type { CompanyUnmerged } from './contract.ts';
import './events.ts';
import { eventsOf } from './merges.ts';
import { belongThrough, moveBack } from './moving.ts';
import { movePeopleBack } from './people.ts';
import { findMerge, noSuchMerge } from './reading.ts';
import { currentCompanyId, redirectsOf } from './redirects.ts';
import type { CompanyMergesTable } from './tables.ts';

type MergeRow = Selectable<CompanyMergesTable>;

/**
 * Takes a merge back: the gone company is there again as it was, the kept one without what came from it. What happened
 * to the kept one since stays with it; `left` says, in words, what could not be told apart.
 */
export async function unmergeCompanies(db: Db, who: Actor, mergeId: string): Promise<CompanyUnmerged> {
  return transaction(db, async (trx) => {
    await oneWriter(trx);
    const { merge, kept } = await lockMerge(trx, who, mergeId);
    const { company_id: keptId, gone_company_id: goneId } = merge;
    const links = (await laterMerges(trx, merge)).map((later) => ({
      ...later,
      has: later.gone.tags.map(tagHolding),
    }));
    const redirects = await redirectsOf(trx, idsWritten('parent_id', [merge, ...links]));
    const taken = takeOut(kept, merge, links, { words, redirects });
    for (const { id, changed } of taken.rewritten)
      await trx
        .updateTable('audience.company_merges')
        .set({ changed: JSON.stringify(changed) })
        .where('id', '=', id)
        .execute();
    // Its id is its own again, also where the kept one belonged to it.
    await trx.deleteFrom('audience.company_redirects').where('old_company_id', '=', goneId).execute();
    await restoreRow(trx, { ...merge.gone, updated_at: now().toISOString() });
    await patchRow(trx, keptId, { ...taken.patch, updated_at: now().toISOString() });
    await belongThrough(trx, goneId, merge.gone.parent_id);
    await belongThrough(trx, keptId, taken.patch.parent_id);
    await bringBack(trx, merge, kept, taken);
    await movePeopleBack(trx, { mergeId, keptId, goneId });
    await fitFamilies(trx, [merge.gone, kept], taken.left);
    await trx
      .updateTable('audience.company_merges')
      .set({ unmerged_at: now(), unmerged_by_id: who.id, unmerged_by_name: who.name })
      .where('id', '=', mergeId)
      .execute();
    await tell(trx, who, 'companies.unmerged', { mergeId, keptId, goneId });
    await emit(trx, who, eventsOf('company.unmerged', mergeId, kept, merge.gone, asChanges(taken.reverted)));
    await followCompanies(trx, who, [keptId, goneId]);
    return { ...(await findMerge(trx, mergeId)), left: taken.left };
  });
}

/** The company before the merge: whoever changes merges of a company holds the company. */
async function lockMerge(db: Db, who: Actor, id: string): Promise<{ merge: MergeRow; kept: CompanyRow }> {
  const found = await readMerge(db, id);
  if (found.unmerged_at === null) await refuseInner(db, who, found);
  await lockCompany(db, who, 'companies.merge', found.company_id);
  await mustReach(db, who, 'companies.merge', found.gone.owner_id);
  const merge = await readMerge(db, id);
  if (merge.unmerged_at) {
    const message = `${merge.unmerged_by_name ?? 'Somebody'} has taken this merge back already. Nothing was changed.`;
    throw new Conflict(message, { undoneBy: merge.unmerged_by_name, undoneAt: merge.unmerged_at });
  }
  const kept = (await readRows(db, [merge.company_id])).get(merge.company_id);
  return { merge, kept: kept ?? noSuchMerge() };
}

async function readMerge(db: Db, id: string): Promise<MergeRow> {
  const merge = await db
    .selectFrom('audience.company_merges')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return merge ?? noSuchMerge();
}

/** What is inside another company by now, or deleted, is first to be its own again. Names are for those who may see them. */
async function refuseInner(db: Db, who: Actor, { company_id: keptId }: MergeRow): Promise<void> {
  const presentId = await currentCompanyId(db, keptId);
  if (!(await readableCompanies(db, who, [presentId])).has(presentId)) noSuchMerge();
  const outer = await db
    .selectFrom('audience.company_merges')
    .select(['id', 'gone'])
    .where('gone_company_id', '=', keptId)
    .where('unmerged_at', 'is', null)
    .executeTakeFirst();
  const present = await db
    .selectFrom('audience.companies')
    .select(['name', 'deleted_at'])
    .where('id', '=', presentId)
    .executeTakeFirstOrThrow();
  if (outer) {
    const message = `${outer.gone.name} was later merged into ${present.name}. Take that merge back first.`;
    throw new Conflict(message, { merge: { id: outer.id } });
  }
  if (present.deleted_at)
    throw new Conflict(
      `${present.name} was deleted. Bring the company back first, then take the merge back.`,
    );
}

function laterMerges(db: Db, { id, company_id: keptId }: MergeRow): Promise<MergeRow[]> {
  return db
    .selectFrom('audience.company_merges')
    .selectAll()
    .where('company_id', '=', keptId)
    .where('id', '>', id)
    .where('unmerged_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Whatever the gone one was known by and still leads here leads to it again. */
async function bringBack(db: Db, merge: MergeRow, kept: CompanyRow, taken: Taken<CompanyRow>): Promise<void> {
  const { id: mergeId, company_id: keptId, gone_company_id: goneId, gone, moved } = merge;
  const domain = taken.patch.domain === undefined ? kept.domain : taken.patch.domain;
  // A domain somebody wrote on the kept one since is the kept one's.
  const given = moved.identities.filter(({ kind, value }) => kind !== 'domain' || value !== domain);
  const elsewhere = await moveBack(db, { mergeId, keptId, goneId }, moved, given);
  const missing = [...elsewhere, ...moved.identities.filter((each) => !given.includes(each))];
  for (const { kind, value } of missing)
    taken.left.push(
      `${gone.name} is not known by the ${identityWords[kind] ?? kind} ${kind === 'external' ? value.slice(value.indexOf(':') + 1) : value} any more.`,
    );
  if (missing.some(({ kind, value }) => kind === 'domain' && value === gone.domain))
    await patchRow(db, goneId, { domain: null });
}

/** What was moved about in the family since may not go together with what was: then one belongs to nobody. */
async function fitFamilies(db: Db, companies: CompanyRow[], left: string[]): Promise<void> {
  for (const { id, name } of companies) {
    if ((await tooDeep(db, [id])).length === 0) continue;
    await patchRow(db, id, { parent_id: null });
    left.push(`${name} belongs to no other company: the family was changed since the merge.`);
  }
}

const identityWords: Record<string, string> = { domain: 'domain', external: 'id', name: 'name' };

/** Columns that people know. */
const words = {
  name: 'name',
  domain: 'domain',
  phone: 'phone number',
  industry: 'industry',
  employees: 'number of employees',
  street: 'street',
  postal_code: 'postal code',
  city: 'city',
  region: 'region',
  country: 'country',
  parent_id: 'parent company',
  owner_id: 'owner',
};
