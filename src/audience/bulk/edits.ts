import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import { tell } from '../../platform/listeners.ts';
import type { Changes } from '../../platform/tables.ts';
import { PROPERTY_FIELD, stages, type Stage } from '../contact.ts';
import '../events.ts';
import { recordStageMoves, type StageMove } from '../stage-moves.ts';
import {
  batchOf,
  beyond,
  chosenBy,
  CONTACTS_PER_BATCH,
  undoableBy,
  type Batch,
  type BulkChange,
} from './bulk-change.ts';
import { fieldOf } from './field.ts';

/** Sets the field of the next contacts that were chosen and have another value, remembering what each had. */
export async function editBatch(db: Db, who: Actor, bulk: BulkChange, after: string | null): Promise<Batch> {
  const { current, set, fits } = fieldOf(bulk);
  const { rows } = await sql<Edited>`
    with chosen as (
      select c.id, c.name, c.tags, ${current} as from_value, ${asKept(bulk)} as to_value
      from audience.contacts as c
      where ${await chosenBy(db, who, bulk)} and ${beyond(after)} and ${current} is distinct from ${asKept(bulk)}
        and ${fits}
      order by c.id limit ${CONTACTS_PER_BATCH} for update
    ), remembered as (
      insert into audience.bulk_change_contacts (bulk_change_id, contact_id, before)
      select ${bulk.id}, id, from_value from chosen
    ), changed as (
      update audience.contacts as c set ${set(sql`to_value`)}, updated_at = ${now()}
      from chosen where c.id = chosen.id
    )
    select * from chosen order by id`.execute(db);
  await tellOf(db, who, bulk, rows);
  return batchOf(rows);
}

/** Gives the next contacts back what they had, where the field still is what the bulk edit made it. */
export async function undoEditBatch(
  db: Db,
  who: Actor,
  bulk: BulkChange,
  after: string | null,
): Promise<Batch> {
  const { current, set } = fieldOf(bulk);
  const { rows } = await sql<Edited>`
    with chosen as (
      select c.id, c.name, c.tags, ${current} as from_value, r.before as to_value
      from audience.bulk_change_contacts as r join audience.contacts as c on c.id = r.contact_id
      where r.bulk_change_id = ${bulk.id} and c.deleted_at is null and ${beyond(after)}
        and ${undoableBy(who, bulk)} and ${current} is not distinct from ${asKept(bulk)}
      order by c.id limit ${CONTACTS_PER_BATCH} for update of c
    ), changed as (
      update audience.contacts as c set ${set(sql`to_value`)}, updated_at = ${now()}
      from chosen where c.id = chosen.id
    )
    select * from chosen order by id`.execute(db);
  await tellOf(db, who, bulk, rows);
  return batchOf(rows);
}

type Edited = {
  id: string;
  name: string;
  tags: string[];
  from_value: string | null;
  to_value: string | null;
};

/** The value as the field shows it: JSON has more than one spelling. */
function asKept({ field, value }: BulkChange): RawBuilder<unknown> {
  return field.startsWith(PROPERTY_FIELD) ? sql`${value}::jsonb::text` : sql`${value}::text`;
}

async function tellOf(db: Db, who: Actor, bulk: BulkChange, rows: Edited[]): Promise<void> {
  if (rows.length === 0) return;
  if (bulk.field === 'stage') await recordStageMoves(db, who, rows.map(toStageMove));
  await emit(
    db,
    who,
    rows.map((row) => eventOf(bulk, row)),
  );
  const field = bulk.field.startsWith('tag:') ? 'tags' : bulk.field;
  await tell(db, who, 'contacts.changed', { ids: rows.map(({ id }) => id), fields: [field] });
}

function eventOf(bulk: BulkChange, row: Edited): NewEvent {
  const { field, id: bulkChangeId } = bulk;
  const { id, name, from_value: from, to_value: to } = row;
  const subject = { kind: 'contact', id };
  const changes = changesOf(bulk, row);
  if (field === 'ownerId')
    return { name: 'contact.assigned', subject, payload: { name, from, to, bulkChangeId }, changes };
  if (field !== 'stage')
    return { name: 'contact.updated', subject, payload: { name, bulkChangeId }, changes };
  const move = toStageMove(row);
  const payload = { name, from: move.from, to: move.to, bulkChangeId };
  return { name: 'contact.stage-moved', subject, payload, changes };
}

function changesOf(bulk: BulkChange, { tags, from_value: from, to_value: to }: Edited): Changes {
  const { told } = fieldOf(bulk);
  if (!bulk.field.startsWith('tag:')) return { [bulk.field]: { from: told(from), to: told(to) } };
  return { tags: { from: tags, to: to === null ? tags.filter((tag) => tag !== from) : [...tags, to] } };
}

function toStageMove({ id, from_value: from, to_value: to }: Edited): StageMove {
  return { contactId: id, from: from === null ? null : stageOf(from), to: stageOf(to) };
}

function stageOf(text: string | null): Stage {
  const stage = stages.find((each) => each === text);
  if (!stage) throw new Error(`"${text}" is no stage.`);
  return stage;
}
