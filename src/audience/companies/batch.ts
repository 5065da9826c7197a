import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { changesBetween, emit, type NewEvent } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { asTold, toColumns, type WrittenCompany } from './company.ts';
import './events.ts';
import { followCompanies } from './following.ts';
import { claimDomains, claimExternalIds, oneWriter } from './identities.ts';
import { findEach, lockCompanies } from './known-companies.ts';
import { planCompanies, type CompanyDraft, type CompanyPlan, type CompanyRow, type Rules } from './plan.ts';

/** Everything for many companies at once: for imports, the sample, and programs that name somebody's company. */
export { companiesByKeys, type CompanyKeys, type FoundCompany } from './known-companies.ts';
export { linkByDomain, linkContacts, type Link } from './links.ts';
export { setParents, type Parenthood } from './family.ts';
export { type CompanyDraft, type CompanyPlan, type CompanyRow } from './plan.ts';

/** `importId` is kept with every event, so that one can see where a change came from. */
type CompanyOrigin = Rules & { importId?: string | undefined };

/**
 * Makes and changes companies with a handful of statements, however many rows (a thousand at a time is good). Call it
 * in a transaction. Companies are recognised as `companiesByKeys` says; rows that say the same of one company are one
 * change. Of every row it answers the company and what became of it, in the order of the rows; `drafts` say what each
 * company was before, for an undo. Parents are for `setParents`, once all companies are there.
 */
export async function writeCompanies(
  db: Db,
  who: Actor,
  rows: CompanyRow[],
  origin: CompanyOrigin = {},
): Promise<CompanyPlan> {
  await oneWriter(db);
  const found = await findEach(db, rows);
  const ids = [...new Set(found.flatMap(({ company }) => company?.id ?? []))];
  const known = await lockCompanies(db, who, ids);
  const plan = planCompanies(
    rows,
    found,
    known,
    rows.map(() => newId()),
    origin,
  );
  const added = plan.drafts.filter(isNew);
  const changed = plan.drafts.filter(isChanged);
  await insertCompanies(db, added);
  await updateCompanies(db, changed);
  await claimDomains(
    db,
    [...added, ...changed].map(({ id, before, after }) => ({ id, from: before?.domain, to: after.domain })),
  );
  await claimExternalIds(
    db,
    plan.drafts.map(({ id, externalIds }) => ({ id, externalIds: [...externalIds] })),
  );
  await emit(
    db,
    who,
    [...added, ...changed].map((draft) => eventOf(draft, origin)),
  );
  await followCompanies(
    db,
    who,
    changed.map(({ id }) => id),
  );
  return plan;
}

async function insertCompanies(db: Db, drafts: CompanyDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    insert into audience.companies (id, name, domain, phone, phone_original, industry, employees, street, postal_code,
      city, region, country, owner_id, tags, properties, created_at, updated_at)
    select id, name, domain, phone, phone_original, industry, employees, street, postal_code, city, region, country,
      owner_id, tags, properties, ${now()}, ${now()}
    from ${recordsOf(drafts)}`.execute(db);
}

async function updateCompanies(db: Db, drafts: CompanyDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    update audience.companies as c
    set name = r.name, domain = r.domain, phone = r.phone, phone_original = r.phone_original, industry = r.industry,
      employees = r.employees, street = r.street, postal_code = r.postal_code, city = r.city, region = r.region,
      country = r.country, owner_id = r.owner_id, tags = r.tags, properties = r.properties, updated_at = ${now()}
    from ${recordsOf(drafts)} where c.id = r.id`.execute(db);
}

/** The drafts as a table `r`: one parameter, however many companies. */
function recordsOf(drafts: CompanyDraft[]): RawBuilder<unknown> {
  const records = drafts.map(({ id, after: { tags = [], properties = {}, ...fields } }) => {
    return { id, ...toColumns(fields), tags, properties };
  });
  return sql`json_to_recordset(${JSON.stringify(records)}::json) as r (id uuid, name text, domain text, phone text,
    phone_original text, industry text, employees int, street text, postal_code text, city text, region text,
    country text, owner_id uuid, tags text[], properties jsonb)`;
}

function eventOf({ id, before, after }: CompanyDraft, { importId }: CompanyOrigin): NewEvent {
  const subject = { kind: 'company', id };
  const payload = { name: after.name ?? '', ...(importId ? { importId } : {}) };
  const changes = changesBetween(asTold(before ?? {}), asTold(after));
  if (before) return { name: 'company.updated', subject, payload, changes };
  const owned = after.ownerId ? { ownerId: after.ownerId } : {};
  return { name: 'company.created', subject, payload: { ...payload, ...owned }, changes };
}

function isNew({ before }: CompanyDraft): boolean {
  return before === null;
}

function isChanged({ before, after }: CompanyDraft): boolean {
  return before !== null && Object.keys(changesBetween<WrittenCompany>(before, after)).length > 0;
}
