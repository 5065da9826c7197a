import { PROPERTY_FIELD } from '../contact.ts';
import type { Property } from '../properties/properties.ts';
import { formatValue, type Colleague } from '../properties/property.ts';
import type { Comparison } from './contract.ts';
import {
  fieldsOf,
  isKnownBy,
  isSame,
  propertyKeys,
  proposeBy,
  sideOfProperty,
  type MergedRow,
  type MergeRules,
  type Side,
} from './deciding.ts';

export type Pair = readonly [one: string, other: string];
type Line = Comparison['lines'][number];
export type Words = { properties: Map<string, Property>; colleagues: Colleague[] };

/** How records of one kind are shown side by side. */
export type Showing<Row extends MergedRow, Field extends string> = {
  rules: MergeRules<Row, Field>;
  words: Words;
  textOf: (field: Field, row: Row) => string | null;
  /** What speaks for keeping a record, the weightiest first. */
  rank: (row: Row) => number[];
};

/** Two records side by side: what differs, whose value would stand, and which of the two is proposed to be kept. */
export function compareRows<Row extends MergedRow, Field extends string>(
  one: Row,
  other: Row,
  showing: Showing<Row, Field>,
): Omit<Comparison, 'mayMerge'> {
  const { rules, words, rank } = showing;
  const fields = fieldsOf(rules).filter(
    (field) => isKnownBy(rules, field, one) || isKnownBy(rules, field, other),
  );
  const keys = propertyKeys(one, other).filter((key) => words.properties.has(key));
  return {
    one: recordOf(one),
    other: recordOf(other),
    keep: isFurther(rank(other), rank(one)) ? 'other' : 'one',
    lines: [
      ...fields.map((field) => fieldLine(field, one, other, showing)),
      ...keys.map((key) => propertyLine(key, one, other, words)),
    ],
  };
}

function isFurther(rank: number[], than: number[]): boolean {
  const place = rank.findIndex((value, index) => value !== than[index]);
  return place >= 0 && (rank[place] ?? 0) > (than[place] ?? 0);
}

function recordOf({ id, name, created_at: createdAt, tags }: MergedRow): Comparison['one'] {
  return { id, name, createdAt: new Date(createdAt).toISOString(), tags };
}

function fieldLine<Row extends MergedRow, Field extends string>(
  field: Field,
  one: Row,
  other: Row,
  { rules, textOf }: Showing<Row, Field>,
): Line {
  const [left, right] = [textOf(field, one), textOf(field, other)];
  return {
    field,
    label: null,
    one: left,
    other: right,
    same: left === right,
    proposed: {
      one: seatOf(proposeBy(rules, field, one, other), 'one'),
      other: seatOf(proposeBy(rules, field, other, one), 'other'),
    },
  };
}

function propertyLine(key: string, one: MergedRow, other: MergedRow, words: Words): Line {
  const property = words.properties.get(key);
  const show = (row: MergedRow) =>
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

function seatOf(side: Side, kept: 'one' | 'other'): 'one' | 'other' {
  if (side === 'kept') return kept;
  return kept === 'one' ? 'other' : 'one';
}
