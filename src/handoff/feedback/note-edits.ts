import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { rewrite, takeOff } from '../../touchpoints/touchpoints.ts';
import { mustReach } from '../../workspace/workspace.ts';
import type { FieldNote, NoteChange } from './contract.ts';
import './events.ts';
import { findNote, onTimeline } from './notes.ts';
import './tables.ts';

/**
 * How a note is filed may change whoever writes notes; the words, only who wrote them, or a manager. What stands on the
 * contact's timeline follows.
 */
export async function editNote(db: Db, who: Actor, id: string, change: NoteChange): Promise<FieldNote> {
  return transaction(db, async (trx) => {
    const { words, ...before } = await holdNote(trx, id);
    const { noted_by: author, contact_id: contactId, erased_at: erasedAt, ...filed } = before;
    const reworded = change.words !== undefined && change.words !== words;
    if (reworded) await mustReach(trx, who, 'feedback.edit', author);
    if (reworded && erasedAt)
      throw new Conflict('The person this was about was erased, and the words with them. Write a new note.');
    const after = changed(filed, change);
    const changes = changesBetween(filed, after);
    if (!reworded && Object.keys(changes).length === 0) return findNote(trx, who, id);
    const kept = { ...after, ...(reworded ? { words: change.words ?? null, edited_at: now() } : {}) };
    await trx.updateTable('handoff.field_notes').set(kept).where('id', '=', id).execute();
    const said = reworded ? change.words : words;
    if (contactId !== null && said) {
      await rewrite(trx, who, lineOf(id, contactId), onTimeline(id, { ...after, words: said }));
    }
    // Without the words: what customers said can be erased, and events are kept.
    const name = reworded ? 'field-note.edited' : 'field-note.filed';
    const payload = { kind: after.kind };
    await emit(trx, who, [{ name, subject: { kind: 'field-note', id }, payload, changes }]);
    return findNote(trx, who, id);
  });
}

/** It was wrong, or about the wrong person: it leaves its theme, which counts one less, and the contact's timeline. */
export async function deleteNote(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const { noted_by: author, contact_id: contactId, kind } = await holdNote(trx, id);
    await mustReach(trx, who, 'feedback.edit', author);
    await trx.deleteFrom('handoff.field_notes').where('id', '=', id).execute();
    if (contactId !== null) await takeOff(trx, who, lineOf(id, contactId));
    await emit(trx, who, [
      { name: 'field-note.deleted', subject: { kind: 'field-note', id }, payload: { kind } },
    ]);
  });
}

/** How it is found on the contact's timeline. */
function lineOf(id: string, contactId: string) {
  return { contactId, kind: 'note', properties: { fieldNote: id } };
}

async function holdNote(db: Db, id: string) {
  const note = await db
    .selectFrom('handoff.field_notes')
    .select(['kind', 'words', 'competitor', 'product', 'store', 'place'])
    .select(['noted_by', 'contact_id', 'erased_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!note) throw new NotFound('There is no such field note.');
  return note;
}

type Filed = Pick<FieldNote, 'kind' | 'competitor' | 'product' | 'store' | 'place'>;

function changed(before: Filed, change: NoteChange): Filed {
  const { kind = before.kind, competitor, product, store, place } = change;
  return {
    kind,
    competitor: competitor === undefined ? before.competitor : competitor,
    product: product === undefined ? before.product : product,
    store: store === undefined ? before.store : store,
    place: place === undefined ? before.place : place,
  };
}
