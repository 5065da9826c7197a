import { formatMoney, plainMoney, readMoney } from './money.ts';
import { formatDay, readDay, readNumber, readUrl, readYesNo, type Spelling } from './spelling.ts';

/** What kinds of values a company may ask for. */
export const propertyTypes = [
  'text',
  'number',
  'money',
  'date',
  'choice',
  'multi_choice',
  'yes_no',
  'url',
  'user',
] as const;

export type PropertyType = (typeof propertyTypes)[number];

/** `value` is what is kept and never changes; `label` is what people see. A retired one is not offered any more. */
export type Choice = { value: string; label: string; retired?: true };

/**
 * As kept in `properties`, by the property's key: text, url, choice and user are strings, number is a number, money is
 * an integer in minor units of the property's currency, date is YYYY-MM-DD, multi_choice is a list, yes_no a boolean.
 * A property without a value is not there.
 */
export type PropertyValue = string | number | boolean | string[];
export type PropertyValues = Record<string, PropertyValue>;

/** What reading and showing a value needs to know of its property. */
export type Asked = { label: string; type: PropertyType; choices: Choice[]; currency: string | null };

/** Somebody who works here, as values of the type user name them. */
export type Colleague = { id: string; email: string; name: string };

/** How the source of a value writes: what is ambiguous without it ("1,234", "03/04/2026") is refused. */
export type Hints = Spelling & { colleagues?: readonly Colleague[] };

/** The value as it is kept (null: none), or what is wrong with it, in a sentence for whoever wrote it. */
export type Read = { value: PropertyValue | null; problem?: never } | { problem: string };

export const LONGEST_TEXT = 2_000;
const MOST_CHOSEN = 100;

/** Reads what a person, a file or a program wrote. Values in the shape they are kept in are always understood. */
export function parseValue(property: Asked, input: unknown, hints: Hints = {}): Read {
  if (input === null || input === undefined || isBlank(input)) return { value: null };
  return readers[property.type](property, input, hints);
}

/** As people read it: "€1,234.50", "12 March 2026", "Curly, Fine", "Yes". */
export function formatValue(
  property: Asked,
  value: PropertyValue | null | undefined,
  colleagues: readonly Colleague[] = [],
): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => labelOf(property, each)).join(', ');
  if (property.type === 'choice') return labelOf(property, String(value));
  if (property.type === 'yes_no') return value === true ? 'Yes' : 'No';
  if (property.type === 'money') return formatMoney(Number(value), property.currency ?? 'EUR');
  if (property.type === 'number') return Number(value).toLocaleString('en-GB', { maximumFractionDigits: 20 });
  if (property.type === 'date') return formatDay(String(value));
  if (property.type === 'user')
    return colleagues.find(({ id }) => id === value)?.name ?? 'a former colleague';
  return String(value);
}

/** For a file: as a spreadsheet calculates with it, and as the import reads it again. */
export function plainValue(
  property: Asked,
  value: PropertyValue | null | undefined,
  colleagues: readonly Colleague[] = [],
): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((each) => labelOf(property, each)).join('; ');
  if (property.type === 'money') return plainMoney(Number(value), property.currency ?? 'EUR');
  if (property.type === 'number' || property.type === 'date') return String(value);
  if (property.type === 'user') return colleagues.find(({ id }) => id === value)?.email ?? String(value);
  return formatValue(property, value);
}

/** "Hair type" → "hair_type". Letters of all scripts that have a Latin base lose their marks; others are left out. */
export function keyOf(label: string): string {
  const key = label
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, LONGEST_KEY)
    .replace(/_+$/, '');
  if (key === '') return 'property';
  return /^[a-z]/.test(key) ? key : `p_${key}`.slice(0, LONGEST_KEY);
}

/** Leaves room for "_2" and for the name of the index. */
const LONGEST_KEY = 40;

type Reader = (property: Asked, input: unknown, hints: Hints) => Read;

const readers: Record<PropertyType, Reader> = {
  text: ({ label }, input) => {
    const text = asText(input);
    if (text === null) return { problem: `${label} needs a text.` };
    return text.length <= LONGEST_TEXT
      ? { value: text }
      : { problem: `${label} may have up to ${LONGEST_TEXT.toLocaleString('en-GB')} characters.` };
  },
  number: ({ label }, input, hints) => {
    if (typeof input === 'number' && Number.isFinite(input)) return { value: input };
    return told(label, readNumber(asText(input) ?? '', hints));
  },
  money: ({ label, currency }, input, hints) => {
    if (typeof input === 'number')
      return Number.isSafeInteger(input)
        ? { value: input }
        : { problem: `${label} needs a whole number of the currency’s smallest unit.` };
    return told(label, readMoney(asText(input) ?? '', currency ?? 'EUR', hints));
  },
  date: ({ label }, input, hints) => told(label, readDay(asText(input) ?? '', hints)),
  choice: (property, input) => {
    const text = asText(input);
    const found = text === null ? undefined : choiceOf(property, text);
    return found ? { value: found.value } : { problem: noSuchChoice(property, text ?? '') };
  },
  multi_choice: (property, input) => {
    const texts = listOf(property, input);
    const found = texts.map((text) => choiceOf(property, text));
    const unknown = texts.find((_, index) => found[index] === undefined);
    if (unknown !== undefined) return { problem: noSuchChoice(property, unknown) };
    const values = [...new Set(found.flatMap((choice) => (choice ? [choice.value] : [])))];
    if (values.length > MOST_CHOSEN)
      return { problem: `${property.label} takes up to ${MOST_CHOSEN} choices.` };
    // In the order of the choices, so that the same ones are the same value.
    const order = property.choices.map(({ value }) => value);
    return {
      value: values.length > 0 ? values.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)) : null,
    };
  },
  yes_no: ({ label }, input) => {
    if (typeof input === 'boolean') return { value: input };
    return told(label, readYesNo(asText(input) ?? ''));
  },
  url: ({ label }, input) => told(label, readUrl(asText(input) ?? '')),
  user: ({ label }, input, { colleagues = [] }) => {
    const text = asText(input)?.toLowerCase() ?? '';
    const found = colleagues.find(({ id, email }) => id === text || email.toLowerCase() === text);
    return found
      ? { value: found.id }
      : { problem: `${label} needs a colleague’s e-mail address; nobody here has “${shown(text)}”.` };
  },
};

function told(label: string, read: string | number | boolean | { problem: string }): Read {
  return typeof read === 'object' ? { problem: `${label}: ${read.problem}` } : { value: read };
}

function asText(input: unknown): string | null {
  if (typeof input === 'number' || typeof input === 'boolean') return String(input);
  return typeof input === 'string' ? input.replaceAll(/[^\P{Cc}\n\t]+/gu, ' ').trim() : null;
}

function isBlank(input: unknown): boolean {
  return (typeof input === 'string' && input.trim() === '') || (Array.isArray(input) && input.length === 0);
}

/** A list, or a text of several; a label that has a comma in it is found as a whole. */
function listOf(property: Asked, input: unknown): string[] {
  if (Array.isArray(input)) return input.map((each) => asText(each) ?? '');
  const text = asText(input) ?? '';
  if (choiceOf(property, text)) return [text];
  const bySemicolon = text.split(/[;|\n]/);
  const parts = bySemicolon.length > 1 ? bySemicolon : text.split(',');
  return parts.map((part) => part.trim()).filter(Boolean);
}

function choiceOf({ choices }: Asked, text: string): Choice | undefined {
  const same = text.toLowerCase();
  return (
    choices.find(({ value }) => value === text) ??
    choices.find(({ value, label }) => label.toLowerCase() === same || value.toLowerCase() === same)
  );
}

function labelOf({ choices }: Asked, value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

function noSuchChoice({ label, choices }: Asked, text: string): string {
  const offered = choices.filter(({ retired }) => !retired).map((choice) => choice.label);
  const some = offered.slice(0, 5).join(', ');
  return `${label} has no choice “${shown(text)}”; it has ${some}${offered.length > 5 ? ' and others' : ''}.`;
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
