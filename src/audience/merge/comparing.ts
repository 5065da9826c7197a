import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { stages } from '../contact.ts';
import { propertiesOf } from '../properties/properties.ts';
import { colleaguesOf } from '../properties/values.ts';
import { contactRules, type MergedField } from './choice.ts';
import { compareRows, type Pair, type Words } from './comparing-rows.ts';
import { readRows, type ContactRow } from './contact-row.ts';
import type { Comparison } from './contract.ts';

/** Throws `NotFound` where one of the two is not there or out of sight. */
export async function comparePair(db: Db, who: Actor, pair: Pair): Promise<Comparison> {
  const [comparison] = await comparePairs(db, who, [pair]);
  if (!comparison) throw new NotFound('There is no such contact, or you may not see it.');
  return comparison;
}

/** Pairs side by side, as far as `who` sees both; four statements however many. */
export async function comparePairs(db: Db, who: Actor, pairs: readonly Pair[]): Promise<Comparison[]> {
  const ids = [...new Set(pairs.flat())];
  if (ids.length === 0) return [];
  const reach = await reachOf(db, who, ids);
  const rows = await readRows(db, [...reach.keys()]);
  const words = {
    properties: new Map((await propertiesOf(db, 'contact')).map((property) => [property.key, property])),
    colleagues: await colleaguesOf(db),
  };
  return pairs.flatMap(([oneId, otherId]) => {
    const [one, other] = [rows.get(oneId), rows.get(otherId)];
    if (!one || !other) return [];
    const mayMerge = Boolean(reach.get(oneId) && reach.get(otherId));
    return [{ ...compare(one, other, words), mayMerge }];
  });
}

/** Those that are there and that `who` sees, and whether they may merge each. */
async function reachOf(db: Db, who: Actor, ids: string[]): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom('audience.contacts as c')
    .where(sql<boolean>`c.id = any(${ids}::uuid[])`)
    .where('c.deleted_at', 'is', null)
    .where(ownedBy(who, 'contacts.read', 'c.owner_id'))
    .select(['c.id', ownedBy(who, 'contacts.merge', 'c.owner_id').as('reached')])
    .execute();
  return new Map(rows.map(({ id, reached }) => [id, reached]));
}

function compare(one: ContactRow, other: ContactRow, words: Words): Omit<Comparison, 'mayMerge'> {
  return compareRows(one, other, {
    rules: contactRules,
    words,
    textOf: (field, row) => textOf(field, row, words),
    // Kept is who is further on the way; of equals who belongs to somebody, then who was there first.
    rank: (row) => [stages.indexOf(row.stage), row.owner_id ? 1 : 0, -new Date(row.created_at).getTime()],
  });
}

const columns = {
  givenName: 'given_name',
  familyName: 'family_name',
  email: 'email',
  jobTitle: 'job_title',
  company: 'company_name',
  street: 'street',
  postalCode: 'postal_code',
  city: 'city',
  region: 'region',
  country: 'country',
  language: 'language',
  stage: 'stage',
  source: 'source',
} as const;

function textOf(field: MergedField, row: ContactRow, { colleagues }: Words): string | null {
  if (field === 'phone') return row.phone_original ?? row.phone;
  if (field === 'owner') return colleagues.find(({ id }) => id === row.owner_id)?.name ?? null;
  return row[columns[field]];
}
