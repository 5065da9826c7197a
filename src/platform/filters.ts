import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import { now } from './clock.ts';
import { Invalid, invalidField } from './errors.ts';
import type { SortField } from './keyset.ts';
import type { Condition } from './lists.ts';

/** A field a list can be filtered by. `expression` is SQL of ours (`c.city`), never of a user. */
export type FilterField = {
  type:
    | 'text'
    | 'choice'
    | 'date'
    | 'user'
    | 'yesno'
    | 'number'
    /** A calendar day, kept as text: 2026-03-01. */
    | 'day'
    /** Several texts in an array. */
    | 'tags'
    /** Several texts in a JSON array. */
    | 'list';
  expression: string;
  /** The field stands in rows of another table: `exists (select from touchpoints.activity as a where a.contact_id = c.id and …)`. */
  rows?: { of: string; select: string; from: string };
  /** The day of a moment (UTC), where that is what has an index: it narrows what the moment itself then decides. */
  indexedDay?: string;
};

export type FilterFields = Record<string, FilterField>;

let contributed: Record<string, FilterFields>[] = [];

/** What rooms know about records that another room lists. `rooms.ts` says it once, for all rooms. */
export function gatherFilterFields(fields: Record<string, FilterFields>[]): void {
  contributed = fields;
}

/** By what a list can be filtered beside its own fields: `contributedTo('contacts')`. */
export function contributedTo(noun: string): FilterFields {
  return Object.assign({}, ...contributed.map((each) => each[noun])) as FilterFields;
}

let contributedSorts: Record<string, Record<string, SortField>>[] = [];

export function gatherSortFields(fields: typeof contributedSorts): void {
  contributedSorts = fields;
}

/** By what a list can be sorted beside its own fields. */
export function sortsContributedTo(noun: string): Record<string, SortField> {
  return Object.assign({}, ...contributedSorts.map((each) => each[noun])) as Record<string, SortField>;
}

type Sql = RawBuilder<SqlBool>;
/** Who asks, and where: "me", and when a day begins. */
type Asking = { who: Actor; zone: string; walked: boolean };
type Compile = (expression: RawBuilder<unknown>, value: unknown, asking: Asking) => Sql;

type How = {
  /** Days begin at midnight here; in UTC if it is not said. */
  zone?: string | undefined;
  /** The records are walked in an order of theirs, and rows of other tables only tell whether one is shown. */
  walked?: boolean;
};

/** All conditions at once, for a `where`: `query.where(filteredBy(conditions, fields, who, { zone }))`. */
export function filteredBy(
  conditions: Condition[],
  fields: FilterFields,
  who: Actor,
  { zone = 'UTC', walked = false }: How = {},
): Sql {
  if (conditions.length === 0) return sql<SqlBool>`true`;
  const asking = { who, zone, walked };
  const parts = conditions.map((condition) => sql<SqlBool>`(${compile(condition, fields, asking)})`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

function compile([name, written, value]: Condition, fields: FilterFields, asking: Asking): Sql {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw invalidField('filter', `This list cannot be filtered by "${name}".`);
  const operator = alsoWritten[written] ?? written;
  const compiler = Object.hasOwn(operators[field.type], operator)
    ? operators[field.type][operator]
    : undefined;
  if (!compiler) throw invalidField('filter', `"${name}" cannot be filtered with "${written}".`);
  try {
    return field.rows
      ? compileRows(field, field.rows, operator, value, asking)
      : compiler(sql.raw(field.expression), value, asking);
  } catch (error) {
    if (error instanceof Invalid)
      throw invalidField('filter', `The filter on "${name}" cannot be used: ${error.message}`);
    throw error;
  }
}

/** Who is not, or has none, is whoever has no row that is: also those without any row. */
function compileRows(
  field: FilterField,
  { of, select, from }: NonNullable<FilterField['rows']>,
  operator: string,
  value: unknown,
  asking: Asking,
): Sql {
  const negated: Record<string, string> = { is_empty: 'is_not_empty', is_not: 'is', has_not: 'has' };
  const asked = operators[field.type][negated[operator] ?? operator] ?? known['is_not_empty'];
  const where = asked?.(sql.raw(field.expression), value, asking) ?? sql<SqlBool>`true`;
  const narrowed =
    field.indexedDay && operator === 'in_last' ? withinDays(field.indexedDay, value, where) : where;
  const found = sql`select from ${sql.raw(from)} where ${sql.raw(select)} = ${sql.raw(of)} and ${narrowed}`;
  // Not "not in": PostgreSQL would search a long list anew for every record of ours.
  const exists = negated[operator] ? sql<SqlBool>`not exists (${found})` : sql<SqlBool>`exists (${found})`;
  // A bare "exists" it may turn into a join, and then sorts all it found: 41,800 people who are hot took 600 ms.
  return asking.walked ? sql`(${exists}) is true` : exists;
}

/**
 * The day says nearly all of it, and the planner does not know that: it multiplies the shares of both, and of 18,400 people
 * touched since yesterday it expected 370. Of what is not null it expects nearly all.
 */
function withinDays(day: string, value: unknown, where: Sql): Sql {
  return sql`${sql.raw(day)} >= ((${now()}::timestamptz - ${span(value)}::interval) at time zone 'UTC')::date
    and nullif(${where}, false) is not null`;
}

/** Spellings that a person writing an address by hand would try. */
const alsoWritten: Record<string, string> = {
  'is not': 'is_not',
  'starts with': 'starts_with',
  'is empty': 'is_empty',
  'is set': 'is_not_empty',
  is_set: 'is_not_empty',
  nobody: 'is_empty',
  'in the last': 'in_last',
  'in the next': 'in_next',
  'has not': 'has_not',
  'has all': 'has_all',
  '=': 'is',
  '<': 'less_than',
  '>': 'more_than',
};

const known: Record<string, Compile> = {
  is_empty: (expression) => sql`${expression} is null`,
  is_not_empty: (expression) => sql`${expression} is not null`,
};

const operators: Record<FilterField['type'], Record<string, Compile>> = {
  text: {
    // An empty text says as little as none.
    is_empty: (expression) => sql`coalesce(${expression}, '') = ''`,
    is_not_empty: (expression) => sql`${expression} <> ''`,
    is: (expression, value) => sql`lower(${expression}) = any(${lower(value)}::text[])`,
    is_not: (expression, value) => sql`coalesce(lower(${expression}) <> all(${lower(value)}::text[]), true)`,
    contains: (expression, value) => sql`${expression} ilike ${`%${pattern(value)}%`}`,
    // Not ilike: an index on lower(…) serves this one.
    starts_with: (expression, value) => sql`lower(${expression}) like ${`${pattern(value).toLowerCase()}%`}`,
  },
  choice: {
    ...known,
    is: (expression, value) => sql`${expression} = any(${texts(value)}::text[])`,
    is_not: (expression, value) => sql`coalesce(${expression} <> all(${texts(value)}::text[]), true)`,
  },
  user: {
    ...known,
    is: (expression, value, { who }) => sql`${expression} = any(${people(value, who)}::uuid[])`,
    is_not: (expression, value, { who }) =>
      sql`coalesce(${expression} <> all(${people(value, who)}::uuid[]), true)`,
  },
  date: {
    ...known,
    before: (expression, value, { zone }) => sql`${expression} < ${moment(value, zone)}`,
    after: (expression, value, { zone }) => sql`${expression} >= ${momentAfter(value, zone)}`,
    in_last: (expression, value) =>
      sql`${expression} > ${now()}::timestamptz - ${span(value)}::interval and ${expression} <= ${now()}::timestamptz`,
    in_next: (expression, value) =>
      sql`${expression} >= ${now()}::timestamptz and ${expression} < ${now()}::timestamptz + ${span(value)}::interval`,
  },
  day: {
    ...known,
    is: (expression, value) => sql`${expression} = any(${texts(value).map(day)}::text[])`,
    before: (expression, value) => sql`${expression} < ${day(value)}::text`,
    after: (expression, value) => sql`${expression} > ${day(value)}::text`,
    in_last: (expression, value, { zone }) =>
      sql`${expression} > ${dayText(sql`${today(zone)} - ${span(value)}::interval`)} and ${expression} <= ${dayText(today(zone))}`,
    in_next: (expression, value, { zone }) =>
      sql`${expression} >= ${dayText(today(zone))} and ${expression} < ${dayText(sql`${today(zone)} + ${span(value)}::interval`)}`,
  },
  tags: {
    is_empty: (expression) => sql`${expression} = '{}'`,
    is_not_empty: (expression) => sql`${expression} <> '{}'`,
    has: (expression, value) => sql`${expression} && ${texts(value)}::text[]`,
    has_all: (expression, value) => sql`${expression} @> ${texts(value)}::text[]`,
    has_not: (expression, value) => sql`not ${expression} && ${texts(value)}::text[]`,
  },
  list: {
    ...known,
    has: (expression, value) => sql`${expression} ?| ${texts(value)}::text[]`,
    has_all: (expression, value) => sql`${expression} ?& ${texts(value)}::text[]`,
    has_not: (expression, value) => sql`not coalesce(${expression} ?| ${texts(value)}::text[], false)`,
  },
  number: {
    ...known,
    is: (expression, value) => sql`${expression} = ${number(value)}::numeric`,
    less_than: (expression, value) => sql`${expression} < ${number(value)}::numeric`,
    more_than: (expression, value) => sql`${expression} > ${number(value)}::numeric`,
    at_least: (expression, value) => sql`${expression} >= ${number(value)}::numeric`,
    at_most: (expression, value) => sql`${expression} <= ${number(value)}::numeric`,
  },
  yesno: {
    is: (expression, value) => sql`coalesce(${expression}, false) = ${yesno(value)}`,
  },
};

const MOST_VALUES = 200;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const LAST_YEAR = 9_999;
const MOST_YEARS = 1_000;
const units: Record<string, string> = { h: 'hours', d: 'days', w: 'weeks', m: 'months', y: 'years' };

/** PostgreSQL keeps no zero bytes, so nothing it keeps has one. */
const ZERO = 'it contains a character (U+0000) that no text has.';

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.some((each) => typeof each === 'string' && each.includes('\0'))) throw new Invalid(ZERO);
  if (list.length === 0 || list.length > MOST_VALUES || !list.every((each) => typeof each === 'string'))
    throw new Invalid(`it needs a text, or a list of up to ${MOST_VALUES}.`);
  return list;
}

function lower(value: unknown): string[] {
  return texts(value).map((each) => each.toLowerCase());
}

/** What LIKE would read as a pattern is only text. */
function pattern(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new Invalid('it needs a text.');
  if (value.includes('\0')) throw new Invalid(ZERO);
  return value.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

function people(value: unknown, who: Actor): string[] {
  const ids = texts(value).map((each) => (each === 'me' ? who.id : each));
  // A program is nobody's "me": it owns nothing.
  const named = ids.filter((id) => id !== null);
  if (!named.every((id) => UUID.test(id))) throw new Invalid('it needs the id of a person, or "me".');
  return named;
}

/** A day means its beginning, where the one who asks is. */
function moment(value: unknown, zone: string): RawBuilder<unknown> {
  return isDay(value) ? beginning(dateOf(value), zone) : sql`${dateOf(value)}::timestamptz`;
}

/** After a day means after the whole of it. */
function momentAfter(value: unknown, zone: string): RawBuilder<unknown> {
  return isDay(value) ? beginning(new Date(dateOf(value).getTime() + DAY_MS), zone) : moment(value, zone);
}

function beginning(day: Date, zone: string): RawBuilder<unknown> {
  return sql`(${day.toISOString().slice(0, 10)}::timestamp at time zone ${zone})`;
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && DAY.test(value);
}

function dateOf(value: unknown): Date {
  const at = typeof value === 'string' ? new Date(value) : undefined;
  const year = at?.getUTCFullYear() ?? Number.NaN;
  if (!at || !(year >= 1 && year <= LAST_YEAR)) throw new Invalid('it needs a date such as 2026-03-01.');
  return at;
}

function day(value: unknown): string {
  return dateOf(value).toISOString().slice(0, 10);
}

function today(zone: string): RawBuilder<unknown> {
  return sql`(${now()}::timestamptz at time zone ${zone})`;
}

/** As days are kept; nobody's settings decide how it is written. */
function dayText(moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_char(${moment}, 'YYYY-MM-DD')`;
}

/** `30d`, `12h`, `6m`, or plain days. */
function span(value: unknown): string {
  const [, amount, unit = 'd'] = /^(\d{1,4})([hdwmy])?$/.exec(String(value)) ?? [];
  // Further back there are no dates.
  if (!amount || (unit === 'y' && Number(amount) > MOST_YEARS))
    throw new Invalid('it needs a span such as 30d (30 days), 12h, 2w, 6m or 1y.');
  return `${amount} ${units[unit]}`;
}

function number(value: unknown): number {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isFinite(read)) throw new Invalid('it needs a number.');
  return read;
}

function yesno(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Invalid('it needs true or false.');
  return value;
}
