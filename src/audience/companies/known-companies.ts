import { sql, type Selectable } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { CompaniesTable } from '../tables.ts';
import type { WrittenCompany } from './company.ts';

/** What a company is looked for by, all of it normalised (`company.ts`). `externalId` is "space:id": "crm:4711". */
export type CompanyKeys = {
  externalId?: string | null | undefined;
  domain?: string | null | undefined;
  name?: string | null | undefined;
};

export type FoundCompany = { id: string; name: string; domain: string | null };

/**
 * For each of the keys its company, or null; one statement however many. Strongest first: the id in another system, the
 * domain, then the name (letter for letter but for case and accents), which counts only where a single company is
 * called so, or was before it became part of another, and neither side says another domain.
 */
export async function companiesByKeys(db: Db, keys: CompanyKeys[]): Promise<(FoundCompany | null)[]> {
  const found = await findEach(db, keys);
  return found.map(({ company }) => company);
}

export type Found = {
  company: FoundCompany | null;
  /** Whose the domain is, which may be another than the company the other id led to. */
  domainOf: string | null;
  /** The company it became part of is called otherwise. */
  wasCalledSo: boolean;
};

export async function findEach(db: Db, keys: CompanyKeys[]): Promise<Found[]> {
  if (keys.length === 0) return [];
  const column = (read: (key: CompanyKeys) => string | null | undefined) =>
    keys.map((key) => read(key) ?? null);
  const { rows } = await sql<{
    id: string | null;
    name: string;
    domain: string | null;
    domain_of: string | null;
    was_called_so: boolean;
  }>`
    select c.id, c.name, c.domain, d.company_id as domain_of,
      coalesce(w.company_id = c.id, false) as was_called_so
    from unnest(${column((key) => key.externalId)}::text[], ${column((key) => key.domain)}::text[],
      ${column((key) => key.name)}::text[]) with ordinality as k (external_id, domain, name, place)
    left join audience.company_identities as x on x.kind = 'external' and x.value = k.external_id
    left join audience.company_identities as d on d.kind = 'domain' and d.value = k.domain
    left join lateral (
      select min(n.id::text)::uuid as id, count(*) as called from audience.companies as n
      where n.name_key = audience.fold(k.name) and n.deleted_at is null
        and (k.domain is null or n.domain is null or n.domain = k.domain)
    ) as named on x.company_id is null and d.company_id is null
    left join audience.company_identities as w on w.kind = 'name' and w.value = audience.fold(k.name)
    left join audience.companies as c on c.deleted_at is null and c.id = coalesce(
      x.company_id, d.company_id, case named.called when 1 then named.id when 0 then w.company_id end)
      and (x.company_id is not null or d.company_id is not null
        or k.domain is null or c.domain is null or c.domain = k.domain)
    order by k.place`.execute(db);
  return rows.map(({ id, name, domain, domain_of: domainOf, was_called_so: wasCalledSo }) => {
    return { company: id === null ? null : { id, name, domain }, domainOf, wasCalledSo };
  });
}

/** A company as it is, and whether `who` may change it. */
export type KnownCompany = { id: string; reached: boolean; fields: WrittenCompany };

/** Held until the transaction ends, in the order of their ids: two writers never wait for each other in a circle. */
export async function lockCompanies(db: Db, who: Actor, ids: string[]): Promise<Map<string, KnownCompany>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('audience.companies as c')
    .where('c.id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('c.deleted_at', 'is', null)
    .selectAll('c')
    .select(ownedBy(who, 'companies.edit', 'c.owner_id').as('reached'))
    .orderBy('c.id')
    .forNoKeyUpdate('c')
    .execute();
  return new Map(rows.map((row) => [row.id, { id: row.id, reached: row.reached, fields: toFields(row) }]));
}

function toFields(row: Selectable<CompaniesTable>): WrittenCompany {
  return {
    name: row.name,
    domain: row.domain,
    phone: row.phone,
    phoneOriginal: row.phone_original,
    industry: row.industry,
    employees: row.employees,
    street: row.street,
    postalCode: row.postal_code,
    city: row.city,
    region: row.region,
    country: row.country,
    ownerId: row.owner_id,
    tags: row.tags,
    properties: row.properties,
  };
}
