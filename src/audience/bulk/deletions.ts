import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit } from '../../platform/events.ts';
import { tell } from '../../platform/listeners.ts';
import '../events.ts';
import { reclaimIdentities, releaseIdentities } from '../identities.ts';
import {
  batchOf,
  beyond,
  chosenBy,
  CONTACTS_PER_BATCH,
  undoableBy,
  type Batch,
  type BulkChange,
} from './bulk-change.ts';

type Row = { id: string; name: string };

/** Deletes the next contacts that were chosen. All of a bulk deletion bear its time, by which the undo knows them. */
export async function deleteBatch(
  db: Db,
  who: Actor,
  bulk: BulkChange,
  after: string | null,
): Promise<Batch> {
  const { rows } = await sql<Row>`
    with chosen as (
      select c.id, c.name from audience.contacts as c
      where ${await chosenBy(db, who, bulk)} and ${beyond(after)}
      order by c.id limit ${CONTACTS_PER_BATCH} for update
    ), remembered as (
      insert into audience.bulk_change_contacts (bulk_change_id, contact_id) select ${bulk.id}, id from chosen
    ), changed as (
      update audience.contacts as c set deleted_at = ${bulk.made_at}, updated_at = ${now()}
      from chosen where c.id = chosen.id
    )
    select * from chosen order by id`.execute(db);
  await releaseIdentities(
    db,
    rows.map(({ id }) => id),
  );
  await emit(
    db,
    who,
    rows.map(({ id, name }) => ({
      name: 'contact.deleted',
      subject: { kind: 'contact', id },
      payload: { name, bulkChangeId: bulk.id },
    })),
  );
  if (rows.length > 0) await tell(db, who, 'contacts.changed', { ids: rows.map(({ id }) => id) });
  return batchOf(rows);
}

/** Restores the next contacts, except those whose e-mail address somebody else has by now. */
export async function undoDeletionBatch(
  db: Db,
  who: Actor,
  bulk: BulkChange,
  after: string | null,
): Promise<Batch> {
  const { rows } = await sql<Row & { restored: boolean }>`
    with chosen as (
      select c.id, c.name, c.email
      from audience.bulk_change_contacts as r join audience.contacts as c on c.id = r.contact_id
      where r.bulk_change_id = ${bulk.id} and c.deleted_at = ${bulk.made_at} and ${beyond(after)}
        and ${undoableBy(who, bulk)}
      order by c.id limit ${CONTACTS_PER_BATCH} for update of c
    ), claimed as (
      insert into audience.identities (kind, value, contact_id, created_at)
      select 'email', email, id, ${now()} from chosen where email is not null
      on conflict do nothing
      returning contact_id
    ), restored as (
      update audience.contacts as c set deleted_at = null, updated_at = ${now()}
      from chosen
      where c.id = chosen.id and (chosen.email is null or chosen.id in (select contact_id from claimed))
      returning c.id
    )
    select id, name, id in (select id from restored) as restored from chosen order by id`.execute(db);
  const restored = rows.filter((row) => row.restored);
  await reclaimIdentities(
    db,
    restored.map(({ id }) => id),
  );
  await emit(
    db,
    who,
    restored.map(({ id, name }) => ({
      name: 'contact.restored',
      subject: { kind: 'contact', id },
      payload: { name, bulkChangeId: bulk.id },
    })),
  );
  if (restored.length > 0) await tell(db, who, 'contacts.changed', { ids: restored.map(({ id }) => id) });
  return batchOf(rows, restored.length);
}
