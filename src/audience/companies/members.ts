import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { DEEPEST_FAMILY } from './company.ts';

/** What is read of a company's people together is read of so many at most. */
const MOST_MEMBERS = 20_000;

/**
 * For a query of another room: the contacts who work at a company or have a role in it, as far as `who` may read them.
 * An array that is made once, so that `contact_id = any(…)` is a walk along an index by contact, in whatever partitions
 * are asked. (A list of 5,000 ids sent along would be weighed one by one for each of them when the query is planned.)
 */
export function contactsOfCompany(
  who: Actor,
  companyId: string,
  { subsidiaries = false }: { subsidiaries?: boolean } = {},
): RawBuilder<string[]> {
  const companies = subsidiaries ? withSubsidiaries(companyId) : sql`select ${companyId}::uuid`;
  return sql<string[]>`array(
    select c.id from audience.contacts as c
    where c.deleted_at is null and ${ownedBy(who, 'contacts.read', 'c.owner_id')} and c.id in (
      select id from audience.contacts where company_id in (${companies})
      union select contact_id from audience.company_people where company_id in (${companies}))
    limit ${MOST_MEMBERS})`;
}

function withSubsidiaries(companyId: string): RawBuilder<unknown> {
  return sql`with recursive below as (
      select ${companyId}::uuid as id, 1 as steps
      union
      select s.id, below.steps + 1 from below join audience.companies as s on s.parent_id = below.id
      where s.deleted_at is null and below.steps < ${DEEPEST_FAMILY}
    ) select id from below`;
}
