import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Listeners } from '../../platform/listeners.ts';
import type { PersonalData } from '../../platform/personal-data.ts';
import { noteLabels, type NoteKind } from './field-note.ts';
import './tables.ts';

/** Notes follow the people they are about: to whom a visitor turned out to be, through a merge, and back. */
export const noteListeners: Listeners = {
  async 'contacts.absorbed'(db, _who, { absorbed }) {
    if (absorbed.size === 0) return;
    await sql`
      update handoff.field_notes as n set contact_id = a.kept
      from unnest(${[...absorbed.keys()]}::uuid[], ${[...absorbed.values()]}::uuid[]) as a (gone, kept)
      where n.contact_id = a.gone`.execute(db);
  },
  async 'contacts.merged'(db, _who, { mergeId, keptId, goneId }) {
    await sql`update handoff.field_notes set contact_id = ${keptId}, merges = merges || ${mergeId}::uuid
      where contact_id = ${goneId}`.execute(db);
  },
  async 'contacts.unmerged'(db, _who, { mergeId, keptId, goneId }) {
    await sql`
      update handoff.field_notes
      set contact_id = ${goneId}, merges = merges[:array_position(merges, ${mergeId}::uuid) - 1]
      where contact_id = ${keptId} and ${mergeId}::uuid = any(merges)`.execute(db);
  },
  async 'companies.merged'(db, _who, { mergeId, keptId, goneId }) {
    await sql`update handoff.field_notes
      set company_id = ${keptId}, company_merges = company_merges || ${mergeId}::uuid
      where company_id = ${goneId}`.execute(db);
  },
  async 'companies.unmerged'(db, _who, { mergeId, keptId, goneId }) {
    await sql`
      update handoff.field_notes set company_id = ${goneId},
        company_merges = company_merges[:array_position(company_merges, ${mergeId}::uuid) - 1]
      where company_id = ${keptId} and ${mergeId}::uuid = any(company_merges)`.execute(db);
  },
  async 'companies.weighed'(db, _who, { ids, count }) {
    const { rows } = await sql<{ id: string; notes: number }>`
      select company_id as id, count(*) as notes from handoff.field_notes
      where company_id = any(${ids}::uuid[]) group by 1`.execute(db);
    for (const { id, notes } of rows) count(id, 'field notes', notes);
  },
  /** The words and whom they were about go. That there was a complaint about a product stays: it is nobody's any more. */
  async 'contacts.erased'(db, _who, { ids, count }) {
    const { numAffectedRows } = await sql`
      update handoff.field_notes
      set words = null, place = null, contact_id = null, company_id = null, handoff_id = null, merges = '{}',
        company_merges = '{}', erased_at = ${now()}
      where contact_id = any(${ids}::uuid[])`.execute(db);
    count('Field notes, emptied', Number(numAffectedRows ?? 0));
  },
};

const MOST_ROWS = 10_000;

/** What colleagues noted about these people, for the copy they may ask for. */
export const notesAbout: PersonalData = async (db, contactIds) => {
  const rows = await db
    .selectFrom('handoff.field_notes')
    .selectAll()
    .where('contact_id', 'in', contactIds)
    .orderBy('noted_at')
    .limit(MOST_ROWS)
    .execute();
  return {
    'Field notes': rows.map((note) => ({
      When: note.noted_at,
      What: noteLabels[note.kind satisfies NoteKind],
      Words: note.words,
      Competitor: note.competitor,
      Product: note.product,
      Store: note.store,
      Place: note.place,
      'Noted by': note.noted_by_name,
    })),
  };
};
