import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import { stages, type Stage } from '../contact.ts';
import type { EditedField } from '../contract.ts';
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

const columns = {
  stage: ['stage', 'text'],
  source: ['source', 'text'],
  jobTitle: ['job_title', 'text'],
  companyName: ['company_name', 'text'],
  city: ['city', 'text'],
  country: ['country', 'text'],
  language: ['language', 'text'],
  ownerId: ['owner_id', 'uuid'],
} as const satisfies Record<EditedField, [column: string, type: string]>;

/** Sets the field of the next contacts that were chosen and have another value, remembering what each had. */
export async function editBatch(db: Db, who: Actor, bulk: BulkChange, after: string | null): Promise<Batch> {
  const field = editedField(bulk);
  const { column, type } = columnOf(field);
  const { rows } = await sql<Edited>`
    with chosen as (
      select c.id, c.name, c.${column}::text as from_value, ${bulk.value}::text as to_value
      from audience.contacts as c
      where ${chosenBy(who, bulk)} and ${beyond(after)} and c.${column} is distinct from ${bulk.value}::${type}
      order by c.id limit ${CONTACTS_PER_BATCH} for update
    ), remembered as (
      insert into audience.bulk_change_contacts (bulk_change_id, contact_id, before)
      select ${bulk.id}, id, from_value from chosen
    ), changed as (
      update audience.contacts as c set ${column} = to_value::${type}, updated_at = ${now()}
      from chosen where c.id = chosen.id
    )
    select * from chosen order by id`.execute(db);
  await tell(db, who, bulk.id, field, rows);
  return batchOf(rows);
}

/** Gives the next contacts back what they had, where the field still is what the bulk edit made it. */
export async function undoEditBatch(
  db: Db,
  who: Actor,
  bulk: BulkChange,
  after: string | null,
): Promise<Batch> {
  const field = editedField(bulk);
  const { column, type } = columnOf(field);
  const { rows } = await sql<Edited>`
    with chosen as (
      select c.id, c.name, ${bulk.value}::text as from_value, r.before as to_value
      from audience.bulk_change_contacts as r join audience.contacts as c on c.id = r.contact_id
      where r.bulk_change_id = ${bulk.id} and c.deleted_at is null and ${beyond(after)}
        and ${undoableBy(who, bulk)} and c.${column} is not distinct from ${bulk.value}::${type}
      order by c.id limit ${CONTACTS_PER_BATCH} for update of c
    ), changed as (
      update audience.contacts as c set ${column} = to_value::${type}, updated_at = ${now()}
      from chosen where c.id = chosen.id
    )
    select * from chosen order by id`.execute(db);
  await tell(db, who, bulk.id, field, rows);
  return batchOf(rows);
}

type Edited = { id: string; name: string; from_value: string | null; to_value: string | null };

function editedField({ field }: BulkChange): EditedField {
  if (field === 'deletedAt') throw new Error('A deletion is no edit.');
  return field;
}

function columnOf(field: EditedField): { column: RawBuilder<unknown>; type: RawBuilder<unknown> } {
  const [column, type] = columns[field];
  return { column: sql.ref(column), type: sql.raw(type) };
}

async function tell(
  db: Db,
  who: Actor,
  bulkChangeId: string,
  field: EditedField,
  rows: Edited[],
): Promise<void> {
  if (field === 'stage') await recordStageMoves(db, who, rows.map(toStageMove));
  await emit(
    db,
    who,
    rows.map((row) => eventOf(bulkChangeId, field, row)),
  );
}

function eventOf(bulkChangeId: string, field: EditedField, row: Edited): NewEvent {
  const { id, name, from_value: from, to_value: to } = row;
  const subject = { kind: 'contact', id };
  const changes = { [field]: { from, to } };
  if (field === 'ownerId')
    return { name: 'contact.assigned', subject, payload: { name, from, to, bulkChangeId }, changes };
  if (field !== 'stage')
    return { name: 'contact.updated', subject, payload: { name, bulkChangeId }, changes };
  const move = toStageMove(row);
  const payload = { name, from: move.from, to: move.to, bulkChangeId };
  return { name: 'contact.stage-moved', subject, payload, changes };
}

function toStageMove({ id, from_value: from, to_value: to }: Edited): StageMove {
  return { contactId: id, from: from === null ? null : stageOf(from), to: stageOf(to) };
}

function stageOf(text: string | null): Stage {
  const stage = stages.find((each) => each === text);
  if (!stage) throw new Error(`"${text}" is no stage.`);
  return stage;
}
