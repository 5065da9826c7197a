import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { PROPERTY_FIELD, stages } from '../contact.ts';
import { propertiesOf, type Property } from '../properties/properties.ts';
import { formatValue, type Colleague } from '../properties/property.ts';
import { colleaguesOf } from '../properties/values.ts';
import {
  isKnown,
  isSame,
  mergedFields,
  propertyKeys,
  proposeFor,
  sideOfProperty,
  type MergedField,
  type Side,
} from './choice.ts';
import { readRows, type ContactRow } from './contact-row.ts';
import type { Comparison } from './contract.ts';

export type Pair = readonly [one: string, other: string];
type Line = Comparison['lines'][number];
type Words = { properties: Map<string, Property>; colleagues: Colleague[] };

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
  const fields = mergedFields.filter((field) => isKnown(field, one) || isKnown(field, other));
  const keys = propertyKeys(one, other).filter((key) => words.properties.has(key));
  return {
    one: personOf(one),
    other: personOf(other),
    keep: isFurther(other, one) ? 'other' : 'one',
    lines: [
      ...fields.map((field) => fieldLine(field, one, other, words)),
      ...keys.map((key) => propertyLine(key, one, other, words)),
    ],
  };
}

/** Kept is who is further on the way; of equals who belongs to somebody, then who was there first. */
function isFurther(other: ContactRow, one: ContactRow): boolean {
  const rank = (row: ContactRow) => [
    stages.indexOf(row.stage),
    row.owner_id ? 1 : 0,
    -new Date(row.created_at).getTime(),
  ];
  const [a, b] = [rank(other), rank(one)];
  const place = a.findIndex((value, index) => value !== b[index]);
  return place >= 0 && (a[place] ?? 0) > (b[place] ?? 0);
}

function personOf({ id, name, created_at: createdAt, tags }: ContactRow): Comparison['one'] {
  return { id, name, createdAt: new Date(createdAt).toISOString(), tags };
}

function fieldLine(field: MergedField, one: ContactRow, other: ContactRow, words: Words): Line {
  const [left, right] = [textOf(field, one, words), textOf(field, other, words)];
  return {
    field,
    label: null,
    one: left,
    other: right,
    same: left === right,
    proposed: {
      one: seatOf(proposeFor(field, one, other), 'one'),
      other: seatOf(proposeFor(field, other, one), 'other'),
    },
  };
}

function propertyLine(key: string, one: ContactRow, other: ContactRow, words: Words): Line {
  const property = words.properties.get(key);
  const show = (row: ContactRow) =>
    (property && formatValue(property, row.properties[key], words.colleagues)) || null;
  return {
    field: `${PROPERTY_FIELD}${key}`,
    label: property?.label ?? key,
    one: show(one),
    other: show(other),
    same: isSame(one.properties[key], other.properties[key]),
    proposed: {
      one: seatOf(sideOfProperty(key, one), 'one'),
      other: seatOf(sideOfProperty(key, other), 'other'),
    },
  };
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

function seatOf(side: Side, kept: 'one' | 'other'): 'one' | 'other' {
  if (side === 'kept') return kept;
  return kept === 'one' ? 'other' : 'one';
}
