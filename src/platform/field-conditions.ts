import { sql, type RawBuilder } from 'kysely';
import { system } from './actor.ts';
import type {
  Compiled,
  ConditionWords,
  Misunderstood,
  Offer,
  OfferedChoice,
  Sql,
  Understood,
} from './conditions.ts';
import { Invalid } from './errors.ts';
import { filteredBy, type FilterField } from './filters.ts';
import { dayWords, movingMoment, spanMs, spanWords, type Moving } from './moments.ts';

/** A field that can be asked for as lists are filtered by it; dates can be asked for by the clock, too. */
export type AskedField = {
  field: string;
  label: string;
  group: string;
  type: FilterField['type'];
  /** SQL of ours, of the row with this alias; it may be null. */
  expression: (alias: string) => string;
  mark: string;
  choices?: OfferedChoice[];
  operators?: Operator[];
  /** Where days begin at midnight; UTC when left out. */
  zone?: string;
  /** Better words than "have a city in …". */
  say?: (said: Said) => ConditionWords | undefined;
};

export type Operator =
  | 'is'
  | 'is_not'
  | 'has'
  | 'has_all'
  | 'has_not'
  | 'contains'
  | 'starts_with'
  | 'is_empty'
  | 'is_not_empty'
  | 'before'
  | 'after'
  | 'at_least'
  | 'at_most'
  | Moving;

/** An operator and its value in words: "in the last 30 days", "Germany or Austria". */
export type Said = { operator: Operator; values: string };

const byType: Record<AskedField['type'], Operator[]> = {
  text: ['is', 'is_not', 'contains', 'starts_with', 'is_empty', 'is_not_empty'],
  choice: ['is', 'is_not', 'is_empty', 'is_not_empty'],
  user: ['is', 'is_not', 'is_empty', 'is_not_empty'],
  date: ['in_last', 'over_ago', 'in_next', 'after', 'before', 'is_empty', 'is_not_empty'],
  number: ['at_least', 'at_most', 'is', 'is_empty', 'is_not_empty'],
  yesno: ['is'],
  day: ['is', 'after', 'before', 'is_empty', 'is_not_empty'],
  tags: ['has', 'has_all', 'has_not', 'is_empty', 'is_not_empty'],
  list: ['has', 'has_all', 'has_not', 'is_empty', 'is_not_empty'],
};

export function operatorsOf({ type, operators }: AskedField): Operator[] {
  return operators ?? byType[type];
}

export function offerOf(source: string, asked: AskedField): Offer {
  const { field, label, group, type, choices = [] } = asked;
  const editor = type === 'tags' || type === 'list' ? 'choice' : type === 'day' ? 'date' : type;
  return { source, field, label, group, editor, operators: operatorsOf(asked), choices };
}

/** A condition on a field: what it means, or what is wrong with it. `among` is a set to join, where it is not about `c`. */
export function understandField(
  asked: AskedField,
  operator: unknown,
  value: unknown,
  among?: (asked: Parameters<Understood['compile']>[0]) => RawBuilder<unknown>,
): Understood | Misunderstood {
  const known = operatorsOf(asked).find((each) => each === operator);
  if (!known) return { problem: `${asked.label} cannot be asked for so.`, field: 'operator' };
  const wrong = isMoving(known) ? problemOfSpan(value) : problemOfValue(asked, known, value);
  if (wrong !== undefined) return { problem: wrong, field: 'value' };
  return {
    words: wordsOf(asked, known, value),
    marks: [asked.mark],
    onClock: isMoving(known),
    compile: (question) => ({
      ...(among ? { set: among(question) } : {}),
      ...(isMoving(known)
        ? momentOf(asked, known, value, question.at)
        : { inside: (alias) => testOf(asked, known, value, alias) }),
    }),
  };
}

function isMoving(operator: Operator): operator is Moving {
  return operator === 'in_last' || operator === 'over_ago' || operator === 'in_next';
}

function problemOfSpan(value: unknown): string | undefined {
  return spanMs(value) === undefined ? 'Enter a span such as 30d (30 days), 12h or 2w.' : undefined;
}

/** Building the SQL is the check. */
function problemOfValue(asked: AskedField, operator: Operator, value: unknown): string | undefined {
  if (asked.type === 'user' && [value].flat().includes('me')) return 'Choose a colleague by name.';
  try {
    testOf(asked, operator, value, 'x');
    return undefined;
  } catch (error) {
    if (error instanceof Invalid) return `Enter what ${inSentence(asked.label)} is compared with.`;
    throw error;
  }
}

function momentOf(asked: AskedField, operator: Moving, value: unknown, at: Date): Compiled {
  const moment = (alias: string) => sql<Date | null>`${sql.raw(asked.expression(alias))}`;
  return movingMoment(moment, operator, spanMs(value) ?? 0, { at });
}

function testOf(asked: AskedField, operator: Operator, value: unknown, alias: string): Sql {
  const { field, type, zone } = asked;
  const expression = asked.expression(alias);
  return filteredBy([[field, operator, value]], { [field]: { type, expression } }, system, { zone });
}

function wordsOf(asked: AskedField, operator: Operator, value: unknown): ConditionWords {
  const said = { operator, values: valueWords(asked, operator, value) };
  const words = asked.say?.(said);
  if (words) return words;
  const label = inSentence(asked.label);
  const has = ownWords(operator, label, said.values, asked.type);
  return { who: has.is, whoNot: has.isNot };
}

type Both = { is: string; isNot: string };

function ownWords(operator: Operator, label: string, values: string, type: AskedField['type']): Both {
  const have = (what: string): Both => ({ is: `have ${what}`, isNot: `do not have ${what}` });
  if (type === 'yesno') {
    const [yes, no] = [`have “${label}” set`, `do not have “${label}” set`];
    return values === 'yes' ? { is: yes, isNot: no } : { is: no, isNot: yes };
  }
  switch (operator) {
    case 'is':
    case 'has':
    case 'has_all':
      return have(`the ${label} ${values}`);
    case 'is_not':
    case 'has_not':
      return { is: `do not have the ${label} ${values}`, isNot: `have the ${label} ${values}` };
    case 'contains':
      return have(`${values} in their ${label}`);
    case 'starts_with':
      return have(`${articled(label)} that starts with ${values}`);
    case 'is_empty':
      return { is: `have no ${label}`, isNot: `have ${articled(label)}` };
    case 'is_not_empty':
      return { is: `have ${articled(label)}`, isNot: `have no ${label}` };
    case 'at_least':
    case 'at_most':
      return have(`${articled(label)} of ${values}`);
    default:
      return have(`${articled(label)} ${values}`);
  }
}

function valueWords(asked: AskedField, operator: Operator, value: unknown): string {
  if (operator === 'in_last') return `in the last ${spanWords(String(value))}`;
  if (operator === 'over_ago') return `more than ${spanWords(String(value))} ago`;
  if (operator === 'in_next') return `in the next ${spanWords(String(value))}`;
  if (operator === 'is_empty' || operator === 'is_not_empty') return '';
  if (operator === 'before' || operator === 'after') return `${operator} ${dayWords(String(value))}`;
  if (operator === 'at_least' || operator === 'at_most')
    return `${operator === 'at_least' ? 'at least' : 'at most'} ${String(value)}`;
  if (asked.type === 'yesno') return value === true ? 'yes' : 'no';
  const names = [value].flat().map((each) => nameOf(asked, String(each)));
  return listed(names, operator === 'has_all' ? 'and' : 'or');
}

function nameOf({ type, choices }: AskedField, value: string): string {
  const label = choices?.find((choice) => choice.value === value)?.label;
  if (label !== undefined) return label;
  return type === 'number' ? value : `“${value}”`;
}

/** "a, b or c" */
function listed(words: string[], joiner: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`;
}

/** "Job title" → "job title", but "VAT number" stays. */
function inSentence(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function articled(label: string): string {
  return `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}`;
}
