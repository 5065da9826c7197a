import { sql, type Selectable } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, invalidField, NotFound } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import type { PropertiesTable } from '../tables.ts';
import { changedChoices, madeChoices, type WrittenChoice } from './choices.ts';
import './events.ts';
import { isCurrency } from './money.ts';
import { keyOf, type Choice, type PropertyType } from './property.ts';
import { isUsed } from './usage.ts';

export type RecordKind = 'contact' | 'company';

/** What a company wants to know of its contacts or companies, beyond the fields everybody has. */
export type Property = {
  id: string;
  recordKind: RecordKind;
  key: string;
  label: string;
  description: string | null;
  type: PropertyType;
  choices: Choice[];
  currency: string | null;
  position: number;
  indexWantedAt: Date | null;
  indexedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
};

export type NewProperty = {
  recordKind: RecordKind;
  /** Made from the label, unless a program or a file has its own name for it. */
  key?: string | undefined;
  label: string;
  description?: string | null | undefined;
  type: PropertyType;
  choices?: WrittenChoice[] | undefined;
  currency?: string | null | undefined;
};

type PropertyChange = {
  label?: string | undefined;
  description?: string | null | undefined;
  type?: PropertyType | undefined;
  choices?: WrittenChoice[] | undefined;
  currency?: string | null | undefined;
};

const MOST_PROPERTIES = 300;

/** Those in use, in their order. */
export async function propertiesOf(db: Db, recordKind: RecordKind): Promise<Property[]> {
  const rows = await selectProperties(db)
    .where('record_kind', '=', recordKind)
    .where('archived_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(toProperty);
}

/** Archived ones too, those last. */
export async function everyProperty(db: Db, recordKind: RecordKind): Promise<Property[]> {
  const rows = await selectProperties(db)
    .where('record_kind', '=', recordKind)
    .orderBy(sql`archived_at is not null`)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(toProperty);
}

export async function declareProperty(db: Db, who: Actor, input: NewProperty): Promise<Property> {
  return transaction(db, async (trx) => {
    await holdProperties(trx);
    const { recordKind, label, type } = input;
    const all = await everyProperty(trx, recordKind);
    mustBeFree(all, label);
    if (all.filter(({ archivedAt }) => archivedAt === null).length >= MOST_PROPERTIES)
      throw new Conflict(`There are ${MOST_PROPERTIES} properties already. Archive one that nobody uses.`);
    const row = await trx
      .insertInto('audience.properties')
      .values({
        id: newId(),
        record_kind: recordKind,
        key: freeKey(all, input.key ?? label),
        label,
        description: input.description ?? null,
        type,
        choices: JSON.stringify(madeChoices(type, input.choices ?? [])),
        currency: currencyFor(type, input.currency),
        position: 1 + Math.max(0, ...all.map(({ position }) => position)),
        created_by: who.kind === 'user' ? who.id : null,
        created_at: now(),
        updated_at: now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const property = toProperty(row);
    await emit(trx, who, [{ ...about(property), name: 'property.declared', changes: told({}, property) }]);
    return property;
  });
}

/** What is kept never changes its meaning: neither the type nor the currency changes once there are values. */
export async function editProperty(
  db: Db,
  who: Actor,
  id: string,
  change: PropertyChange,
): Promise<Property> {
  return transaction(db, async (trx) => {
    await holdProperties(trx);
    const before = await findProperty(trx, id);
    const { label = before.label, type = before.type } = change;
    if (label !== before.label) mustBeFree(await everyProperty(trx, before.recordKind), label, id);
    const currency = currencyFor(type, change.currency === undefined ? before.currency : change.currency);
    if (type !== before.type || currency !== before.currency) await mustBeEmpty(trx, before);
    const choices = change.choices
      ? await changedChoices(trx, before, type, change.choices)
      : madeChoices(type, before.choices);
    const row = await trx
      .updateTable('audience.properties')
      .set({
        label,
        type,
        currency,
        description: change.description === undefined ? before.description : change.description,
        choices: JSON.stringify(choices),
        updated_at: now(),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const after = toProperty(row);
    const changes = told(before, after);
    if (Object.keys(changes).length > 0)
      await emit(trx, who, [{ ...about(after), name: 'property.changed', changes }]);
    return after;
  });
}

/** Not asked for any more; what is known stays and comes back with the property. */
export async function archiveProperty(db: Db, who: Actor, id: string): Promise<Property> {
  return transaction(db, async (trx) => {
    await holdProperties(trx);
    const property = await findProperty(trx, id);
    if (property.archivedAt) return property;
    const archived = await setArchived(trx, id, now());
    await emit(trx, who, [{ ...about(property), name: 'property.archived' }]);
    return archived;
  });
}

export async function restoreProperty(db: Db, who: Actor, id: string): Promise<Property> {
  return transaction(db, async (trx) => {
    await holdProperties(trx);
    const property = await findProperty(trx, id);
    if (!property.archivedAt) return property;
    mustBeFree(await propertiesOf(trx, property.recordKind), property.label, id);
    const restored = await setArchived(trx, id, null);
    await emit(trx, who, [{ ...about(property), name: 'property.restored' }]);
    return restored;
  });
}

/** In the order in which pages show them; those not named follow as they were. */
export async function orderProperties(
  db: Db,
  who: Actor,
  { recordKind, ids }: { recordKind: RecordKind; ids: string[] },
): Promise<Property[]> {
  return transaction(db, async (trx) => {
    await holdProperties(trx);
    const all = await everyProperty(trx, recordKind);
    const ordered = [...ids, ...all.map(({ id }) => id).filter((id) => !ids.includes(id))];
    await sql`
      update audience.properties as p set position = o.position
      from unnest(${ordered}::uuid[]) with ordinality as o (id, position)
      where p.id = o.id and p.record_kind = ${recordKind}`.execute(trx);
    const after = await propertiesOf(trx, recordKind);
    const events = after.flatMap((property) => {
      const from = all.find(({ id }) => id === property.id)?.position ?? null;
      const changes = { position: { from, to: property.position } };
      return from === property.position
        ? []
        : [{ ...about(property), name: 'property.changed' as const, changes }];
    });
    await emit(trx, who, events);
    return after;
  });
}

export async function findProperty(db: Db, id: string): Promise<Property> {
  const row = await selectProperties(db).where('id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound('There is no such property.');
  return toProperty(row);
}

function selectProperties(db: Db) {
  return db.selectFrom('audience.properties').selectAll();
}

function toProperty(row: Selectable<PropertiesTable>): Property {
  return {
    id: row.id,
    recordKind: row.record_kind,
    key: row.key,
    label: row.label,
    description: row.description,
    type: row.type,
    choices: row.choices,
    currency: row.currency,
    position: row.position,
    indexWantedAt: row.index_wanted_at,
    indexedAt: row.indexed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
  };
}

/** One change of properties at a time: labels and keys are compared before they are written. */
async function holdProperties(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('audience.properties'))`.execute(db);
}

function mustBeFree(all: Property[], label: string, id?: string): void {
  const same = all.find((each) => each.id !== id && each.label.toLowerCase() === label.toLowerCase());
  if (!same) return;
  const message = same.archivedAt
    ? `“${same.label}” is among the archived properties. Restore it instead.`
    : `There is a property called “${same.label}” already.`;
  throw new Conflict(message, { propertyId: same.id, errors: [{ field: 'label', message }] });
}

function freeKey(all: Property[], label: string): string {
  const taken = new Set(all.map(({ key }) => key));
  const key = keyOf(label);
  for (let number = 2; ; number++) {
    const candidate = number === 2 && !taken.has(key) ? key : `${key}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function currencyFor(type: PropertyType, currency: string | null | undefined): string | null {
  if (type !== 'money') return null;
  if (currency && isCurrency(currency)) return currency;
  throw invalidField('currency', 'Choose the currency in which the amounts are, such as EUR.');
}

async function mustBeEmpty(db: Db, property: Property): Promise<void> {
  if (!(await isUsed(db, property))) return;
  const what = property.type === 'money' ? 'type and its currency' : 'type';
  const message = `“${property.label}” has values, so its ${what} cannot change: they would mean something else. Make a new property and archive this one.`;
  throw new Conflict(message, { errors: [{ field: 'type', message }] });
}

async function setArchived(db: Db, id: string, at: Date | null): Promise<Property> {
  const row = await db
    .updateTable('audience.properties')
    .set({ archived_at: at, updated_at: now() })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toProperty(row);
}

function about({ id, label, recordKind }: Property) {
  return { subject: { kind: 'property', id }, payload: { label, recordKind } };
}

function told(before: Partial<Property>, { label, description, type, choices, currency }: Property) {
  const labels = (list: Choice[] = []) =>
    list.map((choice) => (choice.retired ? `${choice.label} (retired)` : choice.label)).join(', ') || null;
  const from = { ...before, choices: labels(before.choices) };
  return changesBetween<Record<string, unknown>>(from, {
    label,
    description,
    type,
    currency,
    choices: labels(choices),
  });
}
