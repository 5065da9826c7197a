import { sql, type Selectable } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { tell } from '../../platform/listeners.ts';
import { mustReach } from '../../workspace/workspace.ts';
import { redirectsOf } from '../companies/merge/redirects.ts';
import { lockContact, readableContacts } from '../reading.ts';
import { patchRow, readRows, restoreRow, type ContactRow } from './contact-row.ts';
import type { Unmerged } from './contract.ts';
import { asChanges } from './deciding.ts';
import { eventsOf } from './merges.ts';
import { dropHoldings, holdings, moveBack } from './moving.ts';
import { findMerge, noSuchMerge } from './reading.ts';
import { currentId } from './redirects.ts';
import { idsWritten, takeOut, type Taken } from './taking-out.ts';
import type { MergesTable } from './tables.ts';

type MergeRow = Selectable<MergesTable>;

/**
 * Takes a merge back: the gone contact is there again as it was, the kept one without what came from it. What happened
 * to the kept one since stays with it; `left` says, in words, what could not be told apart.
 */
export async function unmergeContacts(db: Db, who: Actor, mergeId: string): Promise<Unmerged> {
  return transaction(db, async (trx) => {
    const { merge, kept } = await lockMerge(trx, who, mergeId);
    const { kept_id: keptId, gone_id: goneId, moved } = merge;
    const later = await laterMerges(trx, merge);
    const links = later.map((each) => ({ ...each, has: holdings(each.gone, each.moved.roles) }));
    const redirects = await redirectsOf(trx, idsWritten('company_id', [merge, ...links]));
    const taken = takeOut(namedAsThen(kept, merge, redirects), merge, links, { words, redirects });
    for (const { id, changed } of taken.rewritten)
      await trx
        .updateTable('audience.merges')
        .set({ changed: JSON.stringify(changed) })
        .where('id', '=', id)
        .execute();
    await patchRow(trx, keptId, { ...taken.patch, updated_at: now().toISOString() });
    await dropHoldings(trx, keptId, taken.dropped);
    await restoreRow(trx, { ...merge.gone, updated_at: now().toISOString() });
    await nameAfterCompanies(trx, [keptId, goneId]);
    await bringBack(trx, merge, kept, taken);
    if (moved.settled_by && taken.reverted.columns.stage)
      await trx.deleteFrom('audience.stage_moves').where('id', '=', moved.settled_by).execute();
    await trx
      .updateTable('audience.merges')
      .set({ unmerged_at: now(), unmerged_by_id: who.id, unmerged_by_name: who.name })
      .where('id', '=', mergeId)
      .execute();
    await tell(trx, who, 'contacts.unmerged', { mergeId, keptId, goneId });
    await emit(trx, who, eventsOf('contact.unmerged', mergeId, kept, merge.gone, asChanges(taken.reverted)));
    await tell(trx, who, 'contacts.changed', { ids: [keptId, goneId] });
    return { ...(await findMerge(trx, mergeId)), left: taken.left };
  });
}

/** The contact before the merge: whoever changes merges of a contact holds the contact. */
async function lockMerge(db: Db, who: Actor, id: string): Promise<{ merge: MergeRow; kept: ContactRow }> {
  const found = await readMerge(db, id);
  if (found.unmerged_at === null) await refuseInner(db, who, found);
  await lockContact(db, who, 'contacts.merge', found.kept_id);
  await mustReach(db, who, 'contacts.merge', found.gone.owner_id);
  const merge = await readMerge(db, id);
  if (merge.unmerged_at) {
    const message = `${merge.unmerged_by_name ?? 'Somebody'} has taken this merge back already. Nothing was changed.`;
    throw new Conflict(message, { undoneBy: merge.unmerged_by_name, undoneAt: merge.unmerged_at });
  }
  const kept = (await readRows(db, [merge.kept_id])).get(merge.kept_id);
  return { merge, kept: kept ?? noSuchMerge() };
}

async function readMerge(db: Db, id: string): Promise<MergeRow> {
  const merge = await db.selectFrom('audience.merges').selectAll().where('id', '=', id).executeTakeFirst();
  return merge ?? noSuchMerge();
}

/** What is inside another contact by now, or deleted, is first to be its own again. Names are for those who may see them. */
async function refuseInner(db: Db, who: Actor, { kept_id: keptId }: MergeRow): Promise<void> {
  const presentId = await currentId(db, keptId);
  if (!(await readableContacts(db, who, [presentId])).has(presentId)) noSuchMerge();
  const outer = await db
    .selectFrom('audience.merges')
    .select(['id', 'gone', 'kept_id'])
    .where('gone_id', '=', keptId)
    .where('unmerged_at', 'is', null)
    .executeTakeFirst();
  const current = outer && (await readRows(db, [presentId])).get(presentId);
  if (outer) {
    const message = `${outer.gone.name} was later merged into ${current?.name ?? 'another contact'}. Take that merge back first.`;
    throw new Conflict(message, { merge: { id: outer.id } });
  }
  const kept = await db
    .selectFrom('audience.contacts')
    .select(['name', 'deleted_at'])
    .where('id', '=', keptId)
    .executeTakeFirst();
  if (kept?.deleted_at)
    throw new Conflict(`${kept.name} was deleted. Bring the contact back first, then take the merge back.`);
}

function laterMerges(db: Db, { id, kept_id: keptId }: MergeRow): Promise<MergeRow[]> {
  return db
    .selectFrom('audience.merges')
    .selectAll()
    .where('kept_id', '=', keptId)
    .where('id', '>', id)
    .where('unmerged_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** The name of a company that was renamed since was not changed by anybody on the contact, who bears what it is called. */
function namedAsThen(
  kept: ContactRow,
  { changed }: MergeRow,
  redirects: ReadonlyMap<string, string>,
): ContactRow {
  const { company_id: company, company_name: name } = changed.columns;
  if (!name || typeof company?.to !== 'string') return kept;
  const isThere = kept.company_id === (redirects.get(company.to) ?? company.to);
  return isThere ? { ...kept, company_name: name.to as ContactRow['company_name'] } : kept;
}

async function nameAfterCompanies(db: Db, ids: string[]): Promise<void> {
  await sql`
    update audience.contacts as c set company_name = k.name from audience.companies as k
    where c.id = any(${ids}::uuid[]) and k.id = c.company_id and c.company_name is distinct from k.name`.execute(
    db,
  );
}

/** Whatever the gone one was known by and still leads here leads to it again. */
async function bringBack(db: Db, merge: MergeRow, kept: ContactRow, taken: Taken<ContactRow>): Promise<void> {
  const { kept_id: keptId, gone_id: goneId, gone, moved } = merge;
  const email = taken.patch.email === undefined ? kept.email : taken.patch.email;
  // An address somebody wrote on the kept one since is the kept one's.
  const given = moved.identities.filter(({ kind, value }) => kind !== 'email' || value !== email);
  const elsewhere = await moveBack(db, goneId, keptId, { ...moved, identities: given });
  const missing = [...elsewhere, ...moved.identities.filter((each) => !given.includes(each))];
  for (const { kind, value } of missing)
    taken.left.push(
      `${gone.name} is not known by ${kind === 'email' ? value : `the ${identityWords[kind] ?? kind} ${value}`} any more.`,
    );
  if (missing.some(({ kind, value }) => kind === 'email' && value === gone.email))
    await patchRow(db, goneId, { email: null });
}

const identityWords: Record<string, string> = { user: 'user id', anonymous: 'browser' };

/** Columns that people know. */
const words = {
  given_name: 'first name',
  family_name: 'last name',
  email: 'e-mail address',
  phone: 'phone number',
  job_title: 'job title',
  company_name: 'company',
  street: 'street',
  postal_code: 'postcode',
  city: 'city',
  region: 'region',
  country: 'country',
  language: 'language',
  stage: 'stage',
  source: 'source',
  owner_id: 'owner',
};
