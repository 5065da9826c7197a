import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import { now } from './clock.ts';
import { Invalid, invalidField } from './errors.ts';
import type { Condition } from './lists.ts';

/** A field a list can be filtered by. `expression` is SQL of ours (`c.city`), never of a user. */
export type FilterField = {
  type: 'text' | 'choice' | 'date' | 'user' | 'yesno' | 'number';
  expression: string;
};

export type FilterFields = Record<string, FilterField>;

type Sql = RawBuilder<SqlBool>;
type Compile = (expression: RawBuilder<unknown>, value: unknown, who: Actor) => Sql;

/** All conditions at once, for a `where`: `query.where(filteredBy(conditions, fields, who))`. */
export function filteredBy(conditions: Condition[], fields: FilterFields, who: Actor): Sql {
  if (conditions.length === 0) return sql<SqlBool>`true`;
  const parts = conditions.map((condition) => sql<SqlBool>`(${compile(condition, fields, who)})`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

function compile([name, written, value]: Condition, fields: FilterFields, who: Actor): Sql {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw invalidField('filter', `This list cannot be filtered by "${name}".`);
  const operator = alsoWritten[written] ?? written;
  const compiler = Object.hasOwn(operators[field.type], operator)
    ? operators[field.type][operator]
    : undefined;
  if (!compiler) throw invalidField('filter', `"${name}" cannot be filtered with "${written}".`);
  try {
    return compiler(sql.raw(field.expression), value, who);
  } catch (error) {
    if (error instanceof Invalid)
      throw invalidField('filter', `The filter on "${name}" cannot be used: ${error.message}`);
    throw error;
  }
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
    starts_with: (expression, value) => sql`${expression} ilike ${`${pattern(value)}%`}`,
  },
  choice: {
    ...known,
    is: (expression, value) => sql`${expression} = any(${texts(value)}::text[])`,
    is_not: (expression, value) => sql`coalesce(${expression} <> all(${texts(value)}::text[]), true)`,
  },
  user: {
    ...known,
    is: (expression, value, who) => sql`${expression} = any(${people(value, who)}::uuid[])`,
    is_not: (expression, value, who) =>
      sql`coalesce(${expression} <> all(${people(value, who)}::uuid[]), true)`,
  },
  date: {
    ...known,
    before: (expression, value) => sql`${expression} < ${moment(value)}::timestamptz`,
    after: (expression, value) => sql`${expression} >= ${momentAfter(value)}::timestamptz`,
    in_last: (expression, value) =>
      sql`${expression} > ${now()}::timestamptz - ${span(value)}::interval and ${expression} <= ${now()}::timestamptz`,
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

function moment(value: unknown): Date {
  const at = typeof value === 'string' ? new Date(value) : undefined;
  const year = at?.getUTCFullYear() ?? Number.NaN;
  if (!at || !(year >= 1 && year <= LAST_YEAR)) throw new Invalid('it needs a date such as 2026-03-01.');
  return at;
}

/** After a day means after the whole of it. */
function momentAfter(value: unknown): Date {
  const at = moment(value);
  return typeof value === 'string' && DAY.test(value) ? new Date(at.getTime() + DAY_MS) : at;
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
