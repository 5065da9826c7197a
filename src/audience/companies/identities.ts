import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';

/** Any number; the second half of the key of a lock on the names and domains of companies. */
const ONE_WRITER = 7_305_821;

/**
 * Until the transaction ends nobody else makes a company or gives it another domain: two imports that name the same new
 * company would make it twice, since no constraint forbids two companies of one name. The lock goes with the
 * transaction; a batch of a thousand holds it for about a tenth of a second.
 */
export async function oneWriter(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ONE_WRITER})`.execute(db);
}

/** The company's domain from now on. Throws `Conflict`, naming the company that has it. */
export async function claimDomain(db: Db, id: string, from: string | null, to: string | null): Promise<void> {
  await claimDomains(db, [{ id, from, to }]);
  if (to === null) return;
  const holder = await db
    .selectFrom('audience.company_identities as i')
    .innerJoin('audience.companies as c', 'c.id', 'i.company_id')
    .where('i.kind', '=', 'domain')
    .where('i.value', '=', to)
    .select(['c.id', 'c.name'])
    .executeTakeFirstOrThrow();
  if (holder.id === id) return;
  const message = `${holder.name} already has the domain ${to}.`;
  throw new Conflict(message, { company: holder, errors: [{ field: 'domain', message }] });
}

type DomainChange = { id: string; from: string | null | undefined; to: string | null | undefined };

/** A company has one domain: the new one leads to it, the old one leads nowhere. What is another's stays another's. */
export async function claimDomains(db: Db, changes: DomainChange[]): Promise<void> {
  const changed = changes.filter(({ from, to }) => (from ?? null) !== (to ?? null));
  const left = changed.filter(({ from }) => from);
  if (left.length > 0) {
    await sql`
      delete from audience.company_identities as i
      using unnest(${left.map(({ id }) => id)}::uuid[], ${left.map(({ from }) => from)}::text[]) as l (id, domain)
      where i.kind = 'domain' and i.value = l.domain and i.company_id = l.id`.execute(db);
  }
  const claims = changed.flatMap(({ id, to }) => (to ? [{ id, value: to }] : []));
  await claim(db, 'domain', claims);
}

export async function claimExternalIds(
  db: Db,
  companies: { id: string; externalIds: string[] }[],
): Promise<void> {
  const claims = companies.flatMap(({ id, externalIds }) => externalIds.map((value) => ({ id, value })));
  await claim(db, 'external', claims);
}

async function claim(
  db: Db,
  kind: 'domain' | 'external',
  claims: { id: string; value: string }[],
): Promise<void> {
  if (claims.length === 0) return;
  await sql`
    insert into audience.company_identities (kind, value, company_id, created_at)
    select ${kind}, value, id, ${now()}
    from unnest(${claims.map(({ value }) => value)}::text[], ${claims.map(({ id }) => id)}::uuid[]) as c (value, id)
    order by value
    on conflict do nothing`.execute(db);
}

/** A deleted company gives back what it is known by, so that another may be known by it; what it was is kept. */
export async function releaseIdentities(db: Db, companyIds: string[]): Promise<void> {
  await sql`
    with released as (
      delete from audience.company_identities where company_id = any(${companyIds}::uuid[]) returning *
    )
    insert into audience.released_company_identities (company_id, kind, value, created_at)
    select company_id, kind, value, created_at from released`.execute(db);
}

/** A restored company is known again by all that no other is known by meanwhile. */
export async function reclaimIdentities(db: Db, companyIds: string[]): Promise<void> {
  await sql`
    with kept as (
      delete from audience.released_company_identities where company_id = any(${companyIds}::uuid[]) returning *
    )
    insert into audience.company_identities (kind, value, company_id, created_at)
    select kind, value, company_id, created_at from kept order by kind, value
    on conflict do nothing`.execute(db);
}
