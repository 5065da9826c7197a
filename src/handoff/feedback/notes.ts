import { sql } from 'kysely';
import { findCompany, findContact } from '../../audience/audience.ts';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { byHand, record } from '../../touchpoints/touchpoints.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { FieldNote, NamedBefore, NewNote } from './contract.ts';
import './events.ts';
import { noteLabels } from './field-note.ts';
import './tables.ts';

/**
 * What a customer said, kept for everybody. About somebody we know it stands on their timeline, too: a touchpoint of
 * the kind `note`, which is said of them and so is no touch and moves no score by itself.
 */
export async function writeNote(db: Db, who: Actor, input: NewNote): Promise<FieldNote> {
  return transaction(db, async (trx) => {
    const about = await aboutWhom(trx, who, input);
    const id = newId();
    await trx
      .insertInto('handoff.field_notes')
      .values({
        id,
        kind: input.kind,
        words: input.words,
        competitor: input.competitor ?? null,
        product: input.product ?? null,
        store: input.store ?? null,
        place: input.place ?? null,
        ...about,
        noted_by: who.kind === 'user' ? who.id : null,
        noted_by_name: who.name,
        noted_at: now(),
        erased_at: null,
        edited_at: null,
      })
      .execute();
    if (about.contact_id !== null) await putOnTimeline(trx, who, id, about.contact_id, input);
    await emit(trx, who, [
      { name: 'field-note.written', subject: { kind: 'field-note', id }, payload: { kind: input.kind } },
    ]);
    return findNote(trx, who, id);
  });
}

export async function findNote(db: Db, who: Actor, id: string): Promise<FieldNote> {
  const note = await selectNotes(db, who).where('n.id', '=', id).executeTakeFirst();
  if (!note) throw new NotFound('There is no such field note.');
  return note;
}

const MOST_REMEMBERED = 12;
const NOTES_READ = 2_000;

/** Which competitors, products, stores and places were named of late, the most frequent first. */
export async function namedBefore(db: Db): Promise<NamedBefore> {
  const { rows } = await sql<{ field: keyof NamedBefore; name: string }>`
    with recent as materialized (
      select competitor, product, store, place from handoff.field_notes order by noted_at desc, id desc limit ${NOTES_READ}),
    named as (
      select v.field, lower(v.name) as key, mode() within group (order by v.name) as name, count(*) as times
      from recent as r cross join lateral (values
        ('competitors', r.competitor), ('products', r.product), ('stores', r.store), ('places', r.place)) as v (field, name)
      where v.name is not null group by v.field, lower(v.name)),
    ranked as (select *, row_number() over (partition by field order by times desc, key) as place from named)
    select field, name from ranked where place <= ${MOST_REMEMBERED} order by field, place`.execute(db);
  const of = (field: keyof NamedBefore) => rows.filter((row) => row.field === field).map(({ name }) => name);
  return {
    competitors: of('competitors'),
    products: of('products'),
    stores: of('stores'),
    places: of('places'),
  };
}

function selectNotes(db: Db, who: Actor) {
  return db
    .selectFrom('handoff.field_notes as n')
    .leftJoin('audience.contacts as c', (join) =>
      join
        .onRef('c.id', '=', 'n.contact_id')
        .on('c.deleted_at', 'is', null)
        .on(ownedBy(who, 'contacts.read', 'c.owner_id')),
    )
    .leftJoin('audience.companies as k', (join) =>
      join.onRef('k.id', '=', 'n.company_id').on('k.deleted_at', 'is', null),
    )
    .leftJoin('handoff.theme_items as i', 'i.note_id', 'n.id')
    .leftJoin('handoff.themes as t', 't.id', 'i.theme_id')
    .select(['n.id', 'n.kind', 'n.words', 'n.competitor', 'n.product', 'n.store', 'n.place'])
    .select(['n.handoff_id as handoffId', 'n.source', 'n.campaign', 'n.noted_at as at'])
    .select(['n.edited_at as editedAt', mayEdit(who).as('mayEdit')])
    .select([
      pair<FieldNote['contact']>('c.id', 'c.name').as('contact'),
      pair<FieldNote['company']>('k.id', 'k.name').as('company'),
      pair<FieldNote['theme']>('t.id', 't.name').as('theme'),
      sql<FieldNote['by']>`json_build_object('id', n.noted_by, 'name', n.noted_by_name)`.as('by'),
    ]);
}

/** Whether `who` may reword or delete the note `n`. */
export function mayEdit(who: Actor) {
  return sql<boolean>`coalesce(${ownedBy(who, 'feedback.edit', 'n.noted_by')}, false)`;
}

/** Id and name as one value; null where there is no such row. */
export function pair<T>(id: string, name: string) {
  return sql<T>`case when ${sql.ref(id)} is null then null
    else json_build_object('id', ${sql.ref(id)}, 'name', ${sql.ref(name)}) end`;
}

type About = {
  contact_id: string | null;
  company_id: string | null;
  handoff_id: string | null;
  source: FieldNote['source'];
  campaign: string | null;
};

async function aboutWhom(db: Db, who: Actor, input: NewNote): Promise<About> {
  const handoff = input.handoffId ? await handoffOf(db, who, input.handoffId) : undefined;
  const contactId = handoff?.contact_id ?? input.contactId ?? null;
  const contact = contactId === null ? undefined : await findContact(db, who, contactId);
  const company = input.companyId ? await findCompany(db, who, input.companyId) : contact?.company;
  return {
    contact_id: contact?.id ?? null,
    company_id: company?.id ?? null,
    handoff_id: handoff?.id ?? null,
    source: contact?.source ?? null,
    campaign: handoff?.campaign ?? null,
  };
}

async function handoffOf(db: Db, who: Actor, id: string) {
  const found = await db
    .selectFrom('handoff.handoffs as h')
    .select(['h.id', 'h.contact_id', 'h.campaign'])
    .where('h.id', '=', id)
    .where(ownedBy(who, 'handoffs.read', 'h.rep_id'))
    .executeTakeFirst();
  if (!found) throw new NotFound('There is no such hand-off, or you may not see it.');
  return found;
}

async function putOnTimeline(
  db: Db,
  who: Actor,
  noteId: string,
  contactId: string,
  note: NewNote,
): Promise<void> {
  await record(db, who, byHand, [
    {
      messageId: `field-note ${noteId}`,
      person: { contactId },
      occurredAt: now(),
      kind: 'note',
      team: 'sales',
      actor: { id: who.kind === 'user' ? who.id : null, name: who.name },
      ...onTimeline(noteId, note),
    },
  ]);
}

type Told = Pick<NewNote, 'kind' | 'words' | 'competitor' | 'product' | 'store' | 'place'>;

/** What a note says on the line of whom it is about. */
export function onTimeline(
  noteId: string,
  { kind, words, competitor, product, store, place }: Told,
): { name: string; properties: Record<string, unknown> } {
  const named = Object.entries({ competitor, product, store, place }).filter(([, value]) => value);
  return {
    name: noteLabels[kind],
    properties: { note: words, fieldNote: noteId, feedback: kind, ...Object.fromEntries(named) },
  };
}
