import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, invalidField, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import type { NewPurpose, Purpose, PurposeChange } from './contract.ts';
import './events.ts';
import './tables.ts';

/** All of them, those nobody is asked for any more last. */
export async function listPurposes(db: Db): Promise<{ items: Purpose[] }> {
  const items = await selectPurposes(db)
    .orderBy('archived_at', (by) => by.asc().nullsFirst())
    .orderBy('position')
    .execute();
  return { items };
}

export async function createPurpose(db: Db, who: Actor, input: NewPurpose): Promise<Purpose> {
  return transaction(db, async (trx) => {
    const at = now();
    const id = newId();
    const key = keyOf(input.label);
    if (key === '') throw invalidField('label', 'Give the purpose a name with letters or figures.');
    const created = await trx
      .insertInto('audience.consent_purposes')
      .values((eb) => ({
        ...input,
        id,
        key,
        position: eb
          .selectFrom('audience.consent_purposes')
          .select(sql<number>`coalesce(max(position), 0) + 1`.as('next')),
        created_at: at,
        updated_at: at,
      }))
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (!created) throw new Conflict(`There is a purpose called “${input.label}” already.`);
    const changes = changesBetween({}, input);
    const subject = { kind: 'consent-purpose', id };
    await emit(trx, who, [
      { name: 'consent-purpose.created', subject, payload: { label: input.label }, changes },
    ]);
    return findPurpose(trx, key);
  });
}

/** A new wording is asked from now on: who answered the old one, answered the old one. */
export async function editPurpose(db: Db, who: Actor, key: string, change: PurposeChange): Promise<Purpose> {
  const { archived, ...fields } = change;
  return transaction(db, async (trx) => {
    await trx
      .selectFrom('audience.consent_purposes')
      .where('key', '=', key)
      .select('id')
      .forUpdate()
      .execute();
    const before = await findPurpose(trx, key);
    const archivedAt =
      archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? now()) : null;
    const changes = changesBetween<PurposeChange & Pick<Purpose, 'archivedAt'>>(before, {
      ...fields,
      archivedAt,
    });
    if (Object.keys(changes).length === 0) return before;
    await trx
      .updateTable('audience.consent_purposes')
      .set({ ...fields, archived_at: archivedAt, updated_at: now() })
      .where('key', '=', key)
      .execute();
    const subject = { kind: 'consent-purpose', id: before.id };
    const payload = { label: fields.label ?? before.label };
    await emit(trx, who, [{ name: 'consent-purpose.changed', subject, payload, changes }]);
    return findPurpose(trx, key);
  });
}

async function findPurpose(db: Db, key: string): Promise<Purpose> {
  const purpose = await selectPurposes(db).where('key', '=', key).executeTakeFirst();
  if (!purpose) throw new NotFound('There is no such purpose.');
  return purpose;
}

function selectPurposes(db: Db) {
  return db
    .selectFrom('audience.consent_purposes')
    .select(['id', 'key', 'label', 'wording', 'channels', 'archived_at as archivedAt']);
}

/** "Sales calls" → sales_calls: what imports and programs name it by, for good. */
function keyOf(label: string): string {
  return label
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '');
}
