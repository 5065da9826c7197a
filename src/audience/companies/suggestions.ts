import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { estimateCount } from '../../platform/lists.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import type { Suggestions } from './contract.ts';
import { linkContacts } from './links.ts';
import { findCompany, lockCompany } from './reading.ts';

const LINKED_AT_ONCE = 1_000;
const SHOWN = 5;

/** Contacts who work nowhere yet, but whose e-mail addresses are of the company's domain. */
export async function suggestionsFor(db: Db, who: Actor, id: string): Promise<Suggestions> {
  const { domain, deletedAt } = await findCompany(db, who, id);
  if (domain === null || deletedAt) return { domain, count: 0, exact: true, people: [] };
  const query = db.selectFrom('audience.contacts as c').where(unlinkedOn(who, domain));
  const people = await query.select(['c.id', 'c.name']).orderBy('c.name_key').limit(SHOWN).execute();
  return { domain, ...(await estimateCount(db, query)), people };
}

/** All of them work there from now on; a thousand at a time, `more` says whether there are others left. */
export async function acceptSuggestions(
  db: Db,
  who: Actor,
  id: string,
): Promise<{ linked: number; more: boolean }> {
  return transaction(db, async (trx) => {
    const { domain } = await lockCompany(trx, who, 'companies.edit', id);
    if (domain === null) return { linked: 0, more: false };
    const people = await trx
      .selectFrom('audience.contacts as c')
      .where(unlinkedOn(who, domain))
      .select('c.id')
      .limit(LINKED_AT_ONCE + 1)
      .execute();
    const links = people.slice(0, LINKED_AT_ONCE).map((person) => ({ contactId: person.id, companyId: id }));
    const linked = await linkContacts(trx, who, links);
    return { linked: linked.length, more: people.length > LINKED_AT_ONCE };
  });
}

/** The text that lists search finds them (its index is there anyway); the address itself decides. */
function unlinkedOn(who: Actor, domain: string): RawBuilder<SqlBool> {
  const text = `%@${domain.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<SqlBool>`c.deleted_at is null and c.search_text like audience.fold(${text})
    and split_part(c.email, '@', 2) = ${domain} and ${ownedBy(who, 'contacts.edit', 'c.owner_id')}
    and not exists (select from audience.companies as k where k.id = c.company_id and k.deleted_at is null)`;
}
