import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import { ownedBy, scopeOf, type Permission } from '../../workspace/workspace.ts';
import type { CompanyBulkChange } from './bulk-changes.ts';
import type { EditedCompanyField } from './contract.ts';
import './events.ts';
import { followCompanies } from './following.ts';
import { oneWriter, reclaimIdentities, releaseIdentities } from './identities.ts';
import { chosenFrom } from './selection.ts';

/** Up to this many are changed while the person waits; in the background, this many in one transaction. */
export const COMPANIES_PER_BATCH = 1_000;

/** What a batch did, the last company it looked at, and whether there may be more after that. */
export type Batch = { changed: number; last: string | null; more: boolean };

type Changed = Pick<CompanyBulkChange, 'id' | 'field' | 'value' | 'chosen'>;

/** A deletion is a change of a field, too: of when it was deleted. */
const columns = {
  industry: ['industry', 'text'],
  city: ['city', 'text'],
  region: ['region', 'text'],
  country: ['country', 'text'],
  ownerId: ['owner_id', 'uuid'],
  deletedAt: ['deleted_at', 'timestamptz'],
} as const satisfies Record<EditedCompanyField | 'deletedAt', [column: string, type: string]>;

export function permissionFor({ field }: Pick<CompanyBulkChange, 'field'>): Permission {
  return field === 'deletedAt' ? 'companies.delete' : 'companies.edit';
}

/** For a `where` on companies `c`: those that were chosen, as far as `who` may change them. */
export async function chosenBy(
  db: Db,
  who: Actor,
  { chosen, field }: Pick<CompanyBulkChange, 'chosen' | 'field'>,
): Promise<RawBuilder<SqlBool>> {
  const reached = ownedBy(who, permissionFor({ field }), 'c.owner_id');
  return sql<SqlBool>`${await chosenFrom(db, who, chosen)} and ${reached}`;
}

/** Sets the field of the next companies that were chosen and have another value, remembering what each had. */
export async function changeBatch(db: Db, who: Actor, bulk: Changed, after: string | null): Promise<Batch> {
  const { column, type } = columnOf(bulk);
  const { rows } = await sql<Row>`
    with chosen as (
      select c.id, c.name, c.${column}::text as "from", ${bulk.value}::text as "to"
      from audience.companies as c
      where ${await chosenBy(db, who, bulk)} and ${beyond(after)}
        and c.${column} is distinct from ${bulk.value}::${type}
      order by c.id limit ${COMPANIES_PER_BATCH} for update
    ), remembered as (
      insert into audience.company_bulk_change_companies (bulk_change_id, company_id, before)
      select ${bulk.id}, id, "from" from chosen
    ), changed as (
      update audience.companies as c set ${column} = chosen."to"::${type}, updated_at = ${now()}
      from chosen where c.id = chosen.id
    )
    select * from chosen order by id`.execute(db);
  if (bulk.field === 'deletedAt') await releaseIdentities(db, idsOf(rows));
  await tellOf(db, who, bulk, rows, 'company.deleted');
  return batchOf(rows);
}

/** Gives the next companies back what they had, where the field still is what the bulk change made it. */
export async function undoBatch(db: Db, who: Actor, bulk: Changed, after: string | null): Promise<Batch> {
  const { column, type } = columnOf(bulk);
  if (bulk.field === 'deletedAt') await oneWriter(db);
  const { rows } = await sql<Row & { taken: boolean }>`
    with chosen as (
      select c.id, c.name, ${bulk.value}::text as "from", r.before as "to", c.domain
      from audience.company_bulk_change_companies as r join audience.companies as c on c.id = r.company_id
      where r.bulk_change_id = ${bulk.id} and ${bulk.field === 'deletedAt' ? sql`true` : sql`c.deleted_at is null`}
        and c.${column} is not distinct from ${bulk.value}::${type} and ${beyond(after)} and ${undoableBy(who, bulk)}
      order by c.id limit ${COMPANIES_PER_BATCH} for update of c
    ), judged as (
      -- A deleted company whose domain is another's by now stays deleted.
      select chosen.*, exists (select from audience.company_identities as i where i.kind = 'domain'
        and i.value = chosen.domain and i.company_id <> chosen.id) as taken from chosen
    ), changed as (
      update audience.companies as c set ${column} = judged."to"::${type}, updated_at = ${now()}
      from judged where c.id = judged.id and not taken
    )
    select * from judged order by id`.execute(db);
  const back = rows.filter(({ taken }) => !taken);
  if (bulk.field === 'deletedAt') await reclaimIdentities(db, idsOf(back));
  await tellOf(db, who, bulk, back, 'company.restored');
  return batchOf(rows, back.length);
}

type Row = { id: string; name: string; from: string | null; to: string | null };

/** Whoever gave companies away may take them back while they may still edit, and where the owner is still the chosen one. */
function undoableBy(who: Actor, { field }: Changed): RawBuilder<SqlBool> {
  const permission = permissionFor({ field });
  return field === 'ownerId'
    ? sql<SqlBool>`${scopeOf(who, permission) !== null}::boolean`
    : sql<SqlBool>`${ownedBy(who, permission, 'c.owner_id')}`;
}

async function tellOf(
  db: Db,
  who: Actor,
  { id: bulkChangeId, field }: Changed,
  rows: Row[],
  ofDeletion: 'company.deleted' | 'company.restored',
): Promise<void> {
  const events = rows.map(({ id, name, from, to }): NewEvent => {
    const subject = { kind: 'company', id };
    if (field === 'deletedAt') return { name: ofDeletion, subject, payload: { name, bulkChangeId } };
    const changes = { [field]: { from, to } };
    return field === 'ownerId'
      ? { name: 'company.assigned', subject, payload: { name, from, to, bulkChangeId }, changes }
      : { name: 'company.updated', subject, payload: { name, bulkChangeId }, changes };
  });
  await emit(db, who, events);
  await followCompanies(db, who, idsOf(rows));
}

function columnOf({ field }: Changed): { column: RawBuilder<unknown>; type: RawBuilder<unknown> } {
  const [column, type] = columns[field];
  return { column: sql.ref(column), type: sql.raw(type) };
}

function beyond(after: string | null): RawBuilder<SqlBool> {
  return after === null ? sql<SqlBool>`true` : sql<SqlBool>`c.id > ${after}::uuid`;
}

function batchOf(rows: Row[], changed = rows.length): Batch {
  return { changed, last: rows.at(-1)?.id ?? null, more: rows.length === COMPANIES_PER_BATCH };
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
