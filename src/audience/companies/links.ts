import { sql } from 'kysely';
import { system, type Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { emit, type NewEvent } from '../../platform/events.ts';
import { tell } from '../../platform/listeners.ts';
import type { Changes } from '../../platform/tables.ts';
import '../events.ts';
import { companyDomainOf } from './company.ts';

export type Link = { contactId: string; companyId: string | null };
type LinkOrigin = { importId?: string | undefined; bulkChangeId?: string | undefined };

/**
 * Says where these contacts work (null: nowhere, any more), in one statement however many; their `company_name` follows.
 * Call it in a transaction. Answers whose link or name changed: each of them has its event, and the listeners are told.
 */
export async function linkContacts(
  db: Db,
  who: Actor,
  links: Link[],
  origin: LinkOrigin = {},
): Promise<string[]> {
  const linked = await writeLinks(db, who, links, origin);
  if (linked.length > 0) await tell(db, who, 'contacts.changed', { ids: linked });
  return linked;
}

/** As `linkContacts`, for whoever tells the listeners of their own change anyway. */
export async function writeLinks(
  db: Db,
  who: Actor,
  links: Link[],
  { importId, bulkChangeId }: LinkOrigin = {},
): Promise<string[]> {
  if (links.length === 0) return [];
  const companyOf = new Map(links.map(({ contactId, companyId }) => [contactId, companyId]));
  const { rows } = await sql<Linked>`
    with wanted as (
      select * from unnest(${[...companyOf.keys()]}::uuid[], ${[...companyOf.values()]}::uuid[])
        as w (contact_id, company_id)
    ), held as (
      select c.id, c.name, c.company_id as "fromId", c.company_name as "fromName", k.id as "toId", k.name as "toName"
      from wanted as w join audience.contacts as c on c.id = w.contact_id
      left join audience.companies as k on k.id = w.company_id and k.deleted_at is null
      where c.deleted_at is null and (w.company_id is null or k.id is not null)
        and (c.company_id is distinct from k.id or (k.id is not null and c.company_name is distinct from k.name))
      order by c.id for no key update of c
    ), changed as (
      update audience.contacts as c set company_id = h."toId", company_name = h."toName", updated_at = ${now()}
      from held as h where c.id = h.id
    )
    select * from held order by id`.execute(db);
  const origin = { ...(importId ? { importId } : {}), ...(bulkChangeId ? { bulkChangeId } : {}) };
  const events = rows.map((row): NewEvent => {
    const payload = {
      name: row.name,
      ...(row.toName === null ? {} : { companyName: row.toName }),
      ...origin,
    };
    const subject = { kind: 'contact', id: row.id };
    return { name: 'contact.updated', subject, payload, changes: changesOf(row) };
  });
  await emit(db, who, events);
  return rows.map(({ id }) => id);
}

type Linked = {
  id: string;
  name: string;
  fromId: string | null;
  fromName: string | null;
  toId: string | null;
  toName: string | null;
};

function changesOf({ fromId, fromName, toId, toName }: Linked): Changes {
  return {
    ...(fromId === toId ? {} : { companyId: { from: fromId, to: toId } }),
    ...(fromName === toName ? {} : { companyName: { from: fromName, to: toName } }),
  };
}

/**
 * New people work where their e-mail address says, if a company is known by its domain (which is one company at most,
 * and no free mailbox) and nothing else is known. Tandem does it, and the history says so. Call it in the transaction
 * that made them, before the listeners are told.
 */
export async function linkByDomain(db: Db, people: { id: string; email?: string | null | undefined }[]) {
  const known = people.flatMap(({ id, email }) => {
    const domain = companyDomainOf(email);
    return domain === null ? [] : [{ id, domain }];
  });
  if (known.length === 0) return [];
  const { rows } = await sql<Link>`
    select c.id as "contactId", k.id as "companyId"
    from unnest(${known.map(({ id }) => id)}::uuid[], ${known.map(({ domain }) => domain)}::text[]) as p (id, domain)
    join audience.company_identities as i on i.kind = 'domain' and i.value = p.domain
    join audience.companies as k on k.id = i.company_id and k.deleted_at is null
    join audience.contacts as c on c.id = p.id and c.company_id is null
      and (c.company_name is null or audience.fold(c.company_name) = k.name_key)`.execute(db);
  return writeLinks(db, system, rows);
}
