import { system, type Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { Conflict, invalidField } from '../../platform/errors.ts';
import { changesBetween, emit } from '../../platform/events.ts';
import { newId } from '../../platform/ids.ts';
import { normalisePhone } from '../contact.ts';
import { mustBeColleague } from '../contacts.ts';
import { validateProperties, withProperties } from '../properties/values.ts';
import { spellTags } from '../tags/spelling.ts';
import { asTold, toColumns, type WrittenCompany } from './company.ts';
import type { Company, CompanyChange, NewCompany } from './contract.ts';
import './events.ts';
import { mustBeCompany, mustFitFamily } from './family.ts';
import { followCompanies } from './following.ts';
import { claimDomain, oneWriter, reclaimIdentities, releaseIdentities } from './identities.ts';
import { findCompany, lockCompany } from './reading.ts';

export async function createCompany(db: Db, who: Actor, input: NewCompany): Promise<Company> {
  const { ownerId = null, ...rest } = input;
  const id = newId();
  const at = now();
  return transaction(db, async (trx) => {
    await mustBeColleague(trx, ownerId);
    await oneWriter(trx);
    await mustBeCompany(trx, id, rest.parentId);
    const fields = {
      ...rest,
      ...phoneOf(rest, rest.country ?? null),
      ...(await understood(trx, who, rest)),
      ownerId,
    };
    await trx
      .insertInto('audience.companies')
      .values({
        ...toColumns(fields),
        name: input.name,
        properties: JSON.stringify(withProperties({}, fields.properties ?? {})),
        id,
        created_at: at,
        updated_at: at,
      })
      .execute();
    if (fields.domain) await claimDomain(trx, id, null, fields.domain);
    await mustFitFamily(trx, id, fields.parentId);
    // Whoever makes a company for another team sees what they made, this once.
    const company = await findCompany(trx, system, id);
    const payload = ownerId === null ? {} : { ownerId };
    const changes = changesBetween({}, asTold(fields));
    await emit(trx, who, [{ ...about(company, payload), name: 'company.created', changes }]);
    return company;
  });
}

/** Writes what differs. With `updatedAt` it refuses when somebody changed the company since. */
export async function editCompany(db: Db, who: Actor, id: string, input: CompanyChange): Promise<Company> {
  const { updatedAt, ...change } = input;
  return transaction(db, async (trx) => {
    // Before the company: whoever writes many of them holds both in this order.
    if (change.domain !== undefined || change.parentId !== undefined) await oneWriter(trx);
    const company = await lockCompany(trx, who, 'companies.edit', id);
    if (updatedAt) await refuseStale(trx, company, new Date(updatedAt));
    const before: WrittenCompany = { ...company, parentId: company.parent?.id ?? null };
    const phone = phoneOf(change, change.country ?? company.country, company.phone);
    const after: WrittenCompany = { ...change, ...phone, ...(await understood(trx, who, change)) };
    const changes = changesBetween(asTold(before), asTold(after));
    if (Object.keys(changes).length === 0) return company;
    if (changes['parentId']) await mustBeCompany(trx, id, after.parentId);
    if (changes['domain']) await claimDomain(trx, id, company.domain, after.domain ?? null);
    await trx
      .updateTable('audience.companies')
      .set({
        ...toColumns(after),
        ...(after.properties && {
          properties: JSON.stringify(withProperties(company.properties, after.properties)),
        }),
        updated_at: now(),
      })
      .where('id', '=', id)
      .execute();
    if (changes['parentId']) await mustFitFamily(trx, id, after.parentId);
    const edited = await findCompany(trx, who, id);
    await emit(trx, who, [{ ...about(edited, {}), name: 'company.updated', changes }]);
    await followCompanies(trx, who, [id]);
    return edited;
  });
}

export async function assignCompany(
  db: Db,
  who: Actor,
  id: string,
  ownerId: string | null,
): Promise<Company> {
  return transaction(db, async (trx) => {
    const before = await lockCompany(trx, who, 'companies.edit', id);
    const from = before.owner?.id ?? null;
    if (from === ownerId) return before;
    await mustBeColleague(trx, ownerId);
    await trx
      .updateTable('audience.companies')
      .set({ owner_id: ownerId, updated_at: now() })
      .where('id', '=', id)
      .execute();
    const changes = { ownerId: { from, to: ownerId } };
    await emit(trx, who, [{ ...about(before, { from, to: ownerId }), name: 'company.assigned', changes }]);
    await followCompanies(trx, who, [id]);
    return findCompany(trx, system, id);
  });
}

/** Its contacts keep the name on their records, and work there again when it is restored. */
export async function deleteCompany(db: Db, who: Actor, id: string): Promise<void> {
  await transaction(db, async (trx) => {
    const company = await lockCompany(trx, who, 'companies.delete', id);
    await trx
      .updateTable('audience.companies')
      .set({ deleted_at: now(), updated_at: now() })
      .where('id', '=', id)
      .execute();
    await releaseIdentities(trx, [id]);
    await emit(trx, who, [{ ...about(company, {}), name: 'company.deleted' }]);
    await followCompanies(trx, who, [id]);
  });
}

/** Throws `Conflict` when another company has its domain by now. */
export async function restoreCompany(db: Db, who: Actor, id: string): Promise<Company> {
  return transaction(db, async (trx) => {
    await oneWriter(trx);
    const company = await lockCompany(trx, who, 'companies.delete', id, 'deleted');
    if (company.domain) await claimDomain(trx, id, null, company.domain);
    await reclaimIdentities(trx, [id]);
    await trx
      .updateTable('audience.companies')
      .set({ deleted_at: null, updated_at: now() })
      .where('id', '=', id)
      .execute();
    // Its parent may have been made its subsidiary meanwhile.
    await mustFitFamily(trx, id, company.parent?.id);
    await emit(trx, who, [{ ...about(company, {}), name: 'company.restored' }]);
    await followCompanies(trx, who, [id]);
    return findCompany(trx, who, id);
  });
}

/** The tags in their known spelling and the properties as they are kept, of those that are written. */
async function understood(
  db: Db,
  who: Actor,
  { tags, properties }: Pick<WrittenCompany, 'tags' | 'properties'>,
): Promise<Pick<WrittenCompany, 'tags' | 'properties'>> {
  return {
    ...(tags && { tags: await spellTags(db, who, tags) }),
    ...(properties && { properties: await validateProperties(db, 'company', properties) }),
  };
}

/** The number both ways, when there is one among the fields. People are asked again for what cannot be dialled. */
function phoneOf(
  { phone }: WrittenCompany,
  country: string | null,
  known: string | null = null,
): WrittenCompany {
  if (phone === undefined) return {};
  if (phone === null) return { phone: null, phoneOriginal: null };
  const number = normalisePhone(phone, country);
  // The same number in another spelling is no news: what was written first stays.
  if (number) return number === known ? { phone: number } : { phone: number, phoneOriginal: phone };
  throw invalidField('phone', 'Enter a phone number with its country code such as +44 113 496 0182.');
}

async function refuseStale(db: Db, company: Company, basedOn: Date): Promise<void> {
  if (company.updatedAt.getTime() === basedOn.getTime()) return;
  const last = await db
    .selectFrom('platform.events')
    .select('actor_name')
    .where('subject_kind', '=', 'company')
    .where('subject_id', '=', company.id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const changedBy = last?.actor_name ?? 'Somebody';
  const message = `${changedBy} changed ${company.name} while you were writing. Your change was not saved.`;
  throw new Conflict(message, { changedBy, changedAt: company.updatedAt, company });
}

function about<More extends object>({ id, name }: Company, more: More) {
  return { subject: { kind: 'company', id }, payload: { name, ...more } };
}
