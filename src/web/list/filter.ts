import { money } from '../numbers.ts';
import type { Choice } from '../ui/Select.tsx';

/** The operators the server knows; a field may offer fewer. */
export type Operator =
  | 'is'
  | 'is_not'
  | 'contains'
  | 'starts_with'
  | 'is_empty'
  | 'is_not_empty'
  | 'before'
  | 'after'
  | 'in_last'
  | 'in_next'
  | 'has'
  | 'has_all'
  | 'has_not'
  | 'at_least'
  | 'at_most';

export type FilterValue = string | number | boolean | string[] | null;
/** As it stands in the URL, in saved views and in the request. */
export type Filter = [field: string, operator: Operator, value: FilterValue];

export type FilterField = {
  id: string;
  /** As it starts the sentence: 'Stage', 'Created'. */
  label: string;
  type: 'text' | 'choice' | 'user' | 'date' | 'day' | 'tags' | 'number' | 'yesno';
  operators?: readonly Operator[];
  /** Where the usual word would make no sentence: 'Came in' 'by the import' 'fair.csv'. */
  words?: Partial<Record<Operator, string>>;
  /** For choice and user; a function is asked when the menu opens. */
  choices?: readonly Choice[] | (() => Promise<readonly Choice[]>);
  /** Of a number that is money: the value is in minor units of it. */
  currency?: string;
  /** One that the company asks for itself, beside those everybody has. */
  own?: boolean;
};

const byType: Record<FilterField['type'], readonly Operator[]> = {
  text: ['contains', 'is', 'is_not', 'starts_with', 'is_empty', 'is_not_empty'],
  choice: ['is', 'is_not', 'is_empty', 'is_not_empty'],
  user: ['is', 'is_not', 'is_empty', 'is_not_empty'],
  date: ['in_last', 'after', 'before', 'is_empty', 'is_not_empty'],
  day: ['in_last', 'in_next', 'after', 'before', 'is', 'is_empty', 'is_not_empty'],
  tags: ['has', 'has_all', 'has_not', 'is_empty', 'is_not_empty'],
  number: ['at_least', 'at_most', 'is', 'is_empty', 'is_not_empty'],
  yesno: ['is'],
};

const words: Record<Operator, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  starts_with: 'starts with',
  is_empty: 'is empty',
  is_not_empty: 'is known',
  before: 'before',
  after: 'after',
  in_last: 'in the last',
  in_next: 'in the next',
  has: 'include',
  has_all: 'include all of',
  has_not: 'do not include',
  at_least: 'is at least',
  at_most: 'is at most',
};

export function operatorsOf(field: FilterField): readonly Operator[] {
  return field.operators ?? byType[field.type];
}

export function operatorWord(operator: Operator, field?: Pick<FilterField, 'words'>): string {
  return field?.words?.[operator] ?? words[operator];
}

export function needsValue(operator: Operator): boolean {
  return operator !== 'is_empty' && operator !== 'is_not_empty';
}

/** A filter without its value is being written; it neither filters nor is sent. */
export function isWhole([, operator, value]: Filter): boolean {
  if (!needsValue(operator)) return true;
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== '';
}

/** A new filter on this field, as the menu starts it. */
export function newFilter(field: FilterField): Filter {
  const operator = operatorsOf(field)[0] ?? 'is';
  if (field.type === 'yesno') return [field.id, operator, true];
  if (isDated(field)) return [field.id, operator, isSpan(operator) ? '30d' : null];
  return [field.id, operator, null];
}

/** Changing the operator keeps the value where it still means something. */
export function withOperator([field, before, value]: Filter, operator: Operator): Filter {
  if (!needsValue(operator)) return [field, operator, null];
  if (isSpan(before) && !isSpan(operator)) return [field, operator, null];
  if (!isSpan(before) && isSpan(operator)) return [field, operator, '30d'];
  return [field, operator, value];
}

export function isDated({ type }: FilterField): boolean {
  return type === 'date' || type === 'day';
}

/** Its value is a span such as 30d. */
export function isSpan(operator: Operator): boolean {
  return operator === 'in_last' || operator === 'in_next';
}

/** 'Stage is Lead or Customer': read aloud, and the name of the chip. */
export function filterSentence(
  filter: Filter,
  field: FilterField,
  choices: readonly Choice[] = knownChoices(field),
): string {
  const [, operator] = filter;
  const value = valueWords(filter, field, choices);
  const sentence = `${field.label} ${operatorWord(operator, field)}`;
  return value === '' ? sentence : `${sentence} ${value}`;
}

export function valueWords(
  [, operator, value]: Filter,
  field: FilterField,
  choices: readonly Choice[] = knownChoices(field),
): string {
  if (!needsValue(operator) || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isSpan(operator)) return spanWords(String(value));
  if (isDated(field)) return dateWords(String(value));
  if (field.currency !== undefined) return money(Number(value), field.currency);
  const each = Array.isArray(value) ? value : [String(value)];
  const names = each.map((one) => choices.find((choice) => choice.value === one)?.label ?? one);
  const joiner = joiners[operator] ?? 'or';
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} ${joiner} ${names.length - 2} more`;
  return listWords(names, joiner);
}

const joiners: Partial<Record<Operator, string>> = { is_not: 'nor', has_all: 'and' };

export function knownChoices(field: FilterField): readonly Choice[] {
  return typeof field.choices === 'function' ? [] : (field.choices ?? []);
}

/** '30d' → '30 days', '1d' → '1 day', '6m' → '6 months' */
function spanWords(value: string): string {
  const [, amount = '', unit = ''] = /^(\d+)([hdwmy])$/.exec(value) ?? [];
  const unitWord = { h: 'hour', d: 'day', w: 'week', m: 'month', y: 'year' }[unit];
  return unitWord === undefined ? value : `${amount} ${unitWord}${amount === '1' ? '' : 's'}`;
}

function dateWords(value: string): string {
  const at = new Date(`${value}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return value;
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

function listWords(names: string[], joiner: string): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${joiner} ${names.at(-1)}`;
}
