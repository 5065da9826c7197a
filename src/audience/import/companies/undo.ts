import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import { now } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.ts';
import { changesBetween, emit, type NewEvent } from '../../../platform/events.ts';
import { setParents } from '../../companies/batch.ts';
import { asTold, toColumns, type WrittenCompany } from '../../companies/company.ts';
import { withProperties } from '../../properties/values.ts';
import '../../companies/events.ts';
import { followCompanies } from '../../companies/following.ts';
import { redirectsOf } from '../../companies/merge/redirects.ts';
import { claimDomains, oneWriter, releaseIdentities } from '../../companies/identities.ts';
import { lockCompanies, type KnownCompany } from '../../companies/known-companies.ts';
import { PROPERTY } from '../options.ts';
import type { Left, UndoneBatch } from '../target.ts';
import {
  changedSinceWords,
  giveBack,
  markUndone,
  moreAfter,
  nextChanges,
  type StoredChange,
} from '../undo.ts';

type Company = KnownCompany & { updatedAt: Date; parentId: string | null; inUse: boolean };
type Restored = { company: Company; after: WrittenCompany; parentId: string | null };

/** Gives companies back what they had, and deletes those that were made, unless somebody works there by now. */
export async function undoCompanies(
  db: Db,
  who: Actor,
  importId: string,
  after: string | null,
): Promise<UndoneBatch> {
  await oneWriter(db);
  const changes = await nextChanges(db, importId, 'company', after);
  const companies = await readCompanies(
    db,
    who,
    importId,
    changes.map(({ recordId }) => recordId),
  );
  const parts = await redirectsOf(
    db,
    changes.map(({ recordId }) => recordId),
  );
  const left: Left[] = [];
  const made: Company[] = [];
  const restored: Restored[] = [];
  for (const change of changes) {
    const company = companies.get(change.recordId);
    const hindrance = parts.has(change.recordId) ? PART : hindranceTo(change, company);
    if (hindrance)
      left.push({ recordId: change.recordId, name: company?.fields.name ?? '', reason: hindrance });
    else if (company && change.before === null) made.push(company);
    else if (company) restored.push(...restoredCompany(company, change, left));
  }
  await releaseClaimed(db, changes, restored);
  await writeRestored(db, who, importId, restored);
  await deleteMade(db, who, importId, made);
  await markUndone(db, importId, 'company', changes, left);
  return {
    looked: changes.length,
    restored: restored.length,
    deleted: made.length,
    left,
    last: moreAfter(changes),
  };
}

const PART = 'It became part of another company.';

/** `inUse` by what came otherwise than with this import. */
async function readCompanies(
  db: Db,
  who: Actor,
  importId: string,
  ids: string[],
): Promise<Map<string, Company>> {
  const locked = await lockCompanies(db, who, ids);
  const { rows } = await sql<{ id: string; updated_at: Date; parent_id: string | null; in_use: boolean }>`
    select c.id, c.updated_at, c.parent_id,
      exists (select from audience.contacts as p where p.company_id = c.id and p.deleted_at is null)
        or exists (select from audience.company_people as p where p.company_id = c.id)
        or exists (select from audience.companies as s where s.parent_id = c.id and s.deleted_at is null
          and not exists (select from audience.import_changes as i where i.import_id = ${importId} and i.record_kind = 'company' and i.record_id = s.id)) as in_use
    from audience.companies as c where c.id = any(${[...locked.keys()]}::uuid[])`.execute(db);
  return new Map(
    rows.flatMap((row) => {
      const known = locked.get(row.id);
      const more = { updatedAt: row.updated_at, parentId: row.parent_id, inUse: row.in_use };
      return known ? [[row.id, { ...known, ...more }]] : [];
    }),
  );
}

function hindranceTo({ before, writtenAt }: StoredChange, company: Company | undefined): string | null {
  if (!company) return before === null ? null : 'It is not there any more.';
  if (!company.reached) return 'It belongs to a colleague, and you may not change it.';
  if (before !== null) return null;
  if (company.updatedAt > writtenAt) return 'It was changed since.';
  return company.inUse ? 'People or companies belong to it by now.' : null;
}

function restoredCompany(company: Company, change: StoredChange, left: Left[]): Restored[] {
  const { fields, parentId } = company;
  const { restored, changedSince } = giveBack({ ...asTold(fields), parentId }, change);
  if (changedSince.length > 0)
    left.push({ recordId: company.id, name: fields.name ?? '', reason: changedSinceWords(changedSince) });
  if (Object.keys(restored).length === 0 && change.claimed.length === 0) return [];
  const { parentId: parent = parentId, ...others } = restored;
  const given = Object.entries(others);
  const own = given.filter(([field]) => field.startsWith(PROPERTY));
  const values = Object.fromEntries(own.map(([field, value]) => [field.slice(PROPERTY.length), value]));
  const after: WrittenCompany = {
    ...fields,
    ...Object.fromEntries(given.filter(([field]) => !field.startsWith(PROPERTY))),
    properties: withProperties(
      withProperties({}, fields.properties ?? {}),
      values as Parameters<typeof withProperties>[1],
    ),
  };
  return [{ company, after, parentId: typeof parent === 'string' ? parent : null }];
}

async function releaseClaimed(db: Db, changes: StoredChange[], restored: Restored[]): Promise<void> {
  const touched = new Set(restored.map(({ company }) => company.id));
  const ids = changes.flatMap(({ recordId, claimed }) =>
    touched.has(recordId) ? claimed.map((key) => ({ recordId, value: key.slice('external '.length) })) : [],
  );
  if (ids.length === 0) return;
  await sql`
    delete from audience.company_identities as i
    using unnest(${ids.map(({ value }) => value)}::text[], ${ids.map(({ recordId }) => recordId)}::uuid[])
      as c (value, company_id)
    where i.kind = 'external' and i.value = c.value and i.company_id = c.company_id`.execute(db);
}

async function writeRestored(db: Db, who: Actor, importId: string, restored: Restored[]): Promise<void> {
  if (restored.length === 0) return;
  const records = restored.map(({ company, after: { properties = {}, tags = [], ...fields } }) => {
    return { id: company.id, ...toColumns(fields), tags, properties };
  });
  await sql`
    update audience.companies as c
    set name = r.name, domain = r.domain, phone = r.phone, phone_original = r.phone_original, industry = r.industry,
      employees = r.employees, street = r.street, postal_code = r.postal_code, city = r.city, region = r.region,
      country = r.country, owner_id = r.owner_id, tags = r.tags, properties = r.properties, updated_at = ${now()}
    from json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, name text, domain text, phone text,
      phone_original text, industry text, employees int, street text, postal_code text, city text, region text,
      country text, owner_id uuid, tags text[], properties jsonb)
    where c.id = r.id`.execute(db);
  await claimDomains(
    db,
    restored.map(({ company, after }) => ({ id: company.id, from: company.fields.domain, to: after.domain })),
  );
  await emit(
    db,
    who,
    restored.flatMap(({ company, after }) => eventOf(company, after, importId)),
  );
  const moved = restored.filter(({ company, parentId }) => company.parentId !== parentId);
  await setParents(
    db,
    who,
    moved.map(({ company, parentId }) => ({ companyId: company.id, parentId })),
    { importId, undone: true },
  );
  await followCompanies(
    db,
    who,
    restored.map(({ company }) => company.id),
  );
}

function eventOf({ id, fields }: Company, after: WrittenCompany, importId: string): NewEvent[] {
  const before = asTold(fields);
  const gone = Object.fromEntries(Object.keys(before).map((field) => [field, null]));
  const changes = changesBetween<Record<string, unknown>>(before, { ...gone, ...asTold(after) });
  if (Object.keys(changes).length === 0) return [];
  const payload = { name: after.name ?? '', importId, undone: true as const };
  return [{ name: 'company.updated', subject: { kind: 'company', id }, payload, changes }];
}

async function deleteMade(db: Db, who: Actor, importId: string, made: Company[]): Promise<void> {
  if (made.length === 0) return;
  const ids = made.map(({ id }) => id);
  await sql`
    update audience.companies set deleted_at = ${now()}, updated_at = ${now()}
    where id = any(${ids}::uuid[])`.execute(db);
  await releaseIdentities(db, ids);
  await emit(
    db,
    who,
    made.map(({ id, fields }) => ({
      name: 'company.deleted',
      subject: { kind: 'company', id },
      payload: { name: fields.name ?? '', importId },
    })),
  );
}
