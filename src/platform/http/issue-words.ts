import { z } from 'zod';

type Issue = Parameters<NonNullable<z.core.$ZodConfig['customError']>>[0];

const MOST_NAMED = 12;

/** What is wrong with a value, where its schema says nothing of its own: "owners is missing.", "owners must be an object." */
export function issueWords(issue: Issue): string | undefined {
  const name = nameOf(issue.path ?? []);
  const must = (what: string) => `${name} must ${what}.`;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `${name} is missing.` : must(`be ${typeWords(issue.expected)}`);
    case 'unrecognized_keys':
      return `${listed(issue.keys, 'and')} ${issue.keys.length === 1 ? 'is' : 'are'} not known here.`;
    case 'invalid_value':
      return issue.input === undefined
        ? `${name} is missing.`
        : must(`be ${issue.values.length === 1 ? '' : 'one of '}${listed(issue.values.map(String), 'or')}`);
    case 'too_small':
      return must(
        sizeWords(issue.origin, Number(issue.minimum), issue.inclusive === false ? 'more' : 'least'),
      );
    case 'too_big':
      return must(
        sizeWords(issue.origin, Number(issue.maximum), issue.inclusive === false ? 'less' : 'most'),
      );
    case 'invalid_format':
      return must(formats[issue.format] ?? 'be written in another form');
    case 'not_multiple_of':
      return must(`be a multiple of ${issue.divisor}`);
    case 'invalid_union':
      return issue.input === undefined ? `${name} is missing.` : `${name} has none of the forms it may have.`;
    case 'invalid_key':
      return `${name} has a name in it that cannot be used.`;
    case 'invalid_element':
      return `${name} has something in it that cannot be used.`;
    default:
      return undefined;
  }
}

/** From now on no answer speaks as a schema library does. */
export function speakPlainly(): void {
  z.config({ customError: issueWords });
}

/** The last name on the way to the value; of an entry of a list, which. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'The request';
  if (typeof last !== 'number') return String(last);
  const list = path.findLast((step) => typeof step !== 'number');
  return `Entry ${last + 1}${list === undefined ? '' : ` of ${String(list)}`}`;
}

const types: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  tuple: 'a list',
  date: 'a date',
  null: 'null',
};

function typeWords(expected: string): string {
  return types[expected] ?? `of the type ${expected}`;
}

type Bound = 'least' | 'most' | 'more' | 'less';

function sizeWords(origin: string, size: number, bound: Bound): string {
  const limit = {
    least: `at least ${size}`,
    most: `at most ${size}`,
    more: `more than ${size}`,
    less: `less than ${size}`,
  };
  const units: Record<string, string> = { string: 'character', array: 'entr', set: 'entr', file: 'byte' };
  const unit = units[origin];
  if (origin === 'date') return bound === 'least' || bound === 'more' ? 'be later' : 'be earlier';
  if (unit === undefined) return `be ${limit[bound]}`;
  const ending = unit === 'entr' ? (size === 1 ? 'y' : 'ies') : size === 1 ? '' : 's';
  return `have ${limit[bound]} ${unit}${ending}`;
}

const formats: Record<string, string> = {
  email: 'be an e-mail address such as anna@example.com',
  url: 'be an address such as https://example.com',
  uuid: 'be an id, as Tandem gives them',
  date: 'be a day such as 2026-11-24',
  datetime: 'be a moment such as 2026-11-24T09:30:00Z',
  time: 'be a time such as 09:30',
  json_string: 'be JSON',
};

function listed(names: readonly string[], and: string): string {
  const shown = names.slice(0, MOST_NAMED);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${and} ${shown.at(-1)}`;
}
