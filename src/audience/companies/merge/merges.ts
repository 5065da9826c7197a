import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import { now } from '../../../platform/clock.ts';
import { transaction, type Db } from '../../../platform/db.ts';
import { Conflict, Invalid, NotFound } from '../../../platform/errors.ts';
import { emit } from '../../../platform/events.ts';
import { newId } from '../../../platform/ids.ts';
import { tell } from '../../../platform/listeners.ts';
import { asChanges, mustBeFields, type Choices } from '../../merge/deciding.ts';
import { tagHolding } from '../../merge/taking-out.ts';
import { aboveOf, mustFitFamily } from '../family.ts';
import { followCompanies } from '../following.ts';
import { oneWriter } from '../identities.ts';
import { findCompany, lockCompany, readableCompanies } from '../reading.ts';
import { decide, mergedFields } from './choice.ts';
import { TWO } from './comparing.ts';
import { patchRow, readRows, type CompanyRow } from './company-row.ts';
import type { CompanyMerge } from './contract.ts';
import './events.ts';
import { moveAll } from './moving.ts';
import { movePeople } from './people.ts';
import { findMerge, selectMerges } from './reading.ts';
import { currentCompanyId } from './redirects.ts';

type MergeOrder = { keptId: string; goneId: string; choices?: Choices };

/**
 * Makes two companies one: `keptId` stays, everything of `goneId` leads there from now on: people and their roles,
 * subsidiaries, what it was known by, what other rooms keep. One transaction; what moved is kept, so that
 * `unmergeCompanies` can take it back.
 */
export async function mergeCompanies(db: Db, who: Actor, order: MergeOrder): Promise<CompanyMerge> {
  const { keptId, goneId, choices = {} } = order;
  if (keptId === goneId) throw new Invalid(TWO);
  mustBeFields(choices, mergedFields);
  return transaction(db, async (trx) => {
    // Nobody makes companies, gives them domains or parents meanwhile: as whoever does holds it before the companies.
    await oneWriter(trx);
    const { kept, gone } = await lockBoth(trx, who, keptId, goneId);
    const { patch, changed } = decide(await aboveOf(trx, keptId, goneId), kept, gone, choices);
    changed.added = gone.tags.filter((tag) => !kept.tags.includes(tag)).map(tagHolding);
    const id = newId();
    const merge = { mergeId: id, keptId, goneId };
    await remember(trx, who, merge, gone);
    const called = patch.name ?? kept.name;
    const names = [kept, gone].filter(({ name }) => name !== called).map(({ name_key: key }) => key);
    const moved = await moveAll(trx, merge, [...new Set(names)]);
    await movePeople(trx, merge);
    // Before the row goes: what others keep may hang on it.
    await tell(trx, who, 'companies.merged', merge);
    await trx.deleteFrom('audience.companies').where('id', '=', goneId).execute();
    await patchRow(trx, keptId, { ...patch, updated_at: now().toISOString() });
    await mustFitFamily(trx, keptId, patch.parent_id === undefined ? kept.parent_id : patch.parent_id);
    await trx
      .updateTable('audience.company_merges')
      .set({ moved: JSON.stringify(moved), changed: JSON.stringify(changed) })
      .where('id', '=', id)
      .execute();
    await emit(trx, who, eventsOf('company.merged', id, kept, gone, asChanges(changed)));
    await followCompanies(trx, who, [keptId]);
    return findMerge(trx, id);
  });
}

export function eventsOf(
  name: 'company.merged' | 'company.unmerged',
  mergeId: string,
  kept: Pick<CompanyRow, 'id' | 'name'>,
  gone: Pick<CompanyRow, 'id' | 'name'>,
  changes = {},
) {
  const named = ({ id, name: called }: Pick<CompanyRow, 'id' | 'name'>) => ({ id, name: called });
  const about = ({ id }: Pick<CompanyRow, 'id'>) => ({ kind: 'company', id });
  return [
    { name, subject: about(kept), payload: { name: kept.name, mergeId, from: named(gone) }, changes },
    { name, subject: about(gone), payload: { name: gone.name, mergeId, into: named(kept) } },
  ];
}

/** What moved is not known yet; who moves is written with the merge. */
async function remember(
  db: Db,
  who: Actor,
  { mergeId, keptId, goneId }: { mergeId: string; keptId: string; goneId: string },
  gone: CompanyRow,
): Promise<void> {
  await db
    .insertInto('audience.company_merges')
    .values({
      id: mergeId,
      company_id: keptId,
      gone_company_id: goneId,
      gone: JSON.stringify(gone),
      moved: '{}',
      changed: '{}',
      merged_at: now(),
      merged_by_kind: who.kind,
      merged_by_id: who.id,
      merged_by_name: who.name,
    })
    .execute();
}

/** In the order of their ids, so that two people who merge the same pair wait for each other; the second is told. */
async function lockBoth(db: Db, who: Actor, keptId: string, goneId: string) {
  for (const id of [keptId, goneId].toSorted()) {
    try {
      await lockCompany(db, who, 'companies.merge', id);
    } catch (error) {
      if (error instanceof NotFound) await tellOfMerge(db, who, id);
      throw error;
    }
  }
  // Whoever is just writing that somebody works there is waited for, so that nobody is left behind.
  await sql`select from audience.companies where id = ${goneId} for update`.execute(db);
  const rows = await readRows(db, [keptId, goneId]);
  const [kept, gone] = [rows.get(keptId), rows.get(goneId)];
  if (!kept || !gone) throw new NotFound('One of these companies is not there any more.');
  return { kept, gone };
}

/** Throws `Conflict` when the company that is not there is part of one that `who` sees. */
async function tellOfMerge(db: Db, who: Actor, id: string): Promise<void> {
  const merge = await selectMerges(db)
    .where('m.gone_company_id', '=', id)
    .where('m.unmerged_at', 'is', null)
    .executeTakeFirst();
  if (!merge) return;
  const keptId = await currentCompanyId(db, id);
  if (!(await readableCompanies(db, who, [keptId])).has(keptId)) return;
  const { name } = await findCompany(db, who, keptId);
  const message = `${merge.mergedBy} has merged ${merge.gone.name} into ${name} already. Nothing was changed.`;
  throw new Conflict(message, { merge: { id: merge.id, keptId }, mergedBy: merge.mergedBy });
}
