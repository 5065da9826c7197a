import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { tell } from '../../platform/listeners.ts';
import { isSomebody, NOBODY } from '../contact.ts';
import '../events.ts';
import { findContact, lockContact, readableContacts } from '../reading.ts';
import { recordStageMoves } from '../stage-moves.ts';
import { contactRules, mergedFields } from './choice.ts';
import { patchRow, readRows, type ContactRow } from './contact-row.ts';
import type { Merge } from './contract.ts';
import { asChanges, decideBy, mustBeFields, type Choices } from './deciding.ts';
import './events.ts';
import { holdings, moveAll, rolesOf, type Moved } from './moving.ts';
import { currentId } from './redirects.ts';
import { findMerge, selectMerges } from './reading.ts';
import './tables.ts';

type MergeOrder = { keptId: string; goneId: string; choices?: Choices; batchId?: string };

/**
 * Makes two contacts one: `keptId` stays, everything of `goneId` leads there from now on. One transaction; the row of
 * the gone one and whatever moved is kept, so that `unmergeContacts` can take it back.
 */
export async function mergeContacts(db: Db, who: Actor, order: MergeOrder): Promise<Merge> {
  const { keptId, goneId, choices = {}, batchId = null } = order;
  if (keptId === goneId) throw new Invalid('Choose two contacts: one cannot be merged with itself.');
  mustBeFields(choices, mergedFields);
  return transaction(db, async (trx) => {
    const { kept, gone } = await lockBoth(trx, who, keptId, goneId);
    const { patch, changed } = decideBy(contactRules, kept, gone, choices);
    const after = { ...kept, ...patch };
    if (
      !isSomebody({
        ...after,
        givenName: after.given_name,
        familyName: after.family_name,
        phoneOriginal: after.phone_original,
      })
    )
      throw new Invalid(NOBODY);
    const has = holdings(kept, await rolesOf(trx, keptId));
    const moved = await moveAll(trx, goneId, keptId);
    changed.added = holdings(gone, moved.roles).filter((each) => !has.includes(each));
    const id = newId();
    // Before the row goes: what others keep may hang on it.
    await tell(trx, who, 'contacts.merged', { mergeId: id, keptId, goneId });
    await trx.deleteFrom('audience.contacts').where('id', '=', goneId).execute();
    await patchRow(trx, keptId, { ...patch, updated_at: now().toISOString() });
    await settleStage(trx, who, after, moved);
    await trx
      .insertInto('audience.merges')
      .values({
        id,
        kept_id: keptId,
        gone_id: goneId,
        gone: JSON.stringify(gone),
        moved: JSON.stringify(moved),
        changed: JSON.stringify(changed),
        batch_id: batchId,
        merged_at: now(),
        merged_by_kind: who.kind,
        merged_by_id: who.id,
        merged_by_name: who.name,
      })
      .execute();
    await emit(trx, who, eventsOf('contact.merged', id, kept, gone, asChanges(changed)));
    await tell(trx, who, 'contacts.changed', { ids: [keptId, goneId] });
    return findMerge(trx, id);
  });
}

/** Newest first: whom this contact was made one with, undone merges too. */
export async function mergesOf(db: Db, contactId: string): Promise<Merge[]> {
  return selectMerges(db)
    .where('m.kept_id', '=', contactId)
    .orderBy('m.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
}

const MOST_SHOWN = 100;

export function eventsOf(
  name: 'contact.merged' | 'contact.unmerged',
  mergeId: string,
  kept: Pick<ContactRow, 'id' | 'name'>,
  gone: Pick<ContactRow, 'id' | 'name'>,
  changes = {},
) {
  const named = ({ id, name: called }: Pick<ContactRow, 'id' | 'name'>) => ({ id, name: called });
  return [
    {
      name,
      subject: { kind: 'contact', id: kept.id },
      payload: { name: kept.name, mergeId, from: named(gone) },
      changes,
    },
    {
      name,
      subject: { kind: 'contact', id: gone.id },
      payload: { name: gone.name, mergeId, into: named(kept) },
    },
  ];
}

/** In the order of their ids, so that two people who merge the same pair wait for each other; the second is told. */
async function lockBoth(db: Db, who: Actor, keptId: string, goneId: string) {
  for (const id of [keptId, goneId].toSorted()) {
    try {
      await lockContact(db, who, 'contacts.merge', id);
    } catch (error) {
      if (error instanceof NotFound) await tellOfMerge(db, who, id);
      throw error;
    }
  }
  const rows = await readRows(db, [keptId, goneId]);
  const [kept, gone] = [rows.get(keptId), rows.get(goneId)];
  if (!kept || !gone) throw new NotFound('One of these contacts is not there any more.');
  return { kept, gone };
}

/** Throws `Conflict` when the contact that is not there is part of one that `who` sees. */
async function tellOfMerge(db: Db, who: Actor, id: string): Promise<void> {
  const merge = await selectMerges(db)
    .where('m.gone_id', '=', id)
    .where('m.unmerged_at', 'is', null)
    .orderBy('m.id', 'desc')
    .executeTakeFirst();
  if (!merge) return;
  const keptId = await currentId(db, id);
  if (!(await readableContacts(db, who, [keptId])).has(keptId)) return;
  const { name } = await findContact(db, who, keptId);
  const message = `${merge.mergedBy} has merged ${merge.gone.name} into ${name} already. Nothing was changed.`;
  throw new Conflict(message, { merge: { id: merge.id, keptId }, mergedBy: merge.mergedBy });
}

/** The last move always leads to the stage a contact has. Mostly it does by itself: the moves of both are its own now. */
async function settleStage(db: Db, who: Actor, { id, stage }: ContactRow, moved: Moved): Promise<void> {
  const last = await db
    .selectFrom('audience.stage_moves')
    .select('to_stage')
    .where('contact_id', '=', id)
    .orderBy('moved_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!last || last.to_stage === stage) return;
  const [settled] = await recordStageMoves(db, who, [{ contactId: id, from: last.to_stage, to: stage }]);
  if (settled) moved.settled_by = settled;
}
