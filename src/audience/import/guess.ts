import type { PropertyType } from '../properties/property.ts';
import { readDay, readNumber, readUrl, readYesNo } from '../properties/spelling.ts';
import { PROPERTY } from './options.ts';
import type { Column, TargetField } from './target.ts';

/** How files call the fields, in small letters and without anything but letters. */
export type FieldNames = Record<string, string[]>;

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** What the columns most likely are, by name; of a file without names, what their values tell. */
export function guessByNames(columns: Column[], fields: TargetField[], names: FieldNames) {
  const known = new Map(Object.entries(names).flatMap(([field, each]) => each.map((name) => [name, field])));
  for (const { field, label } of fields) {
    const name = lettersOf(label);
    if (!known.has(name)) known.set(name, field);
    if (field.startsWith(PROPERTY)) known.set(lettersOf(field.slice(PROPERTY.length)), field);
  }
  const offered = new Set(fields.map(({ field }) => field));
  const guessed: Record<string, string> = {};
  for (const { name, values } of columns) {
    const field = known.get(lettersOf(name)) ?? guessByValues(name, values);
    if (field !== undefined && offered.has(field)) guessed[name] = field;
  }
  return guessed;
}

/** Nearly all values of a kind: one slip does not make a column of dates a text. */
const MOSTLY = 0.98;
const FEW_CHOICES = 12;
const ENOUGH_VALUES = 20;
const LONGEST_CHOICE = 60;
/** Longer ones are prose, and slow to try every pattern on. */
const LONGEST_VALUE = 300;

/** What kind of values a column holds, for the property that is made of it. */
export function guessType(values: string[]): PropertyType {
  const texts = values.map((value) => value.trim()).filter(Boolean);
  if (texts.length === 0 || texts.some(({ length }) => length > LONGEST_VALUE)) return 'text';
  const distinct = new Set(texts);
  const mostly = (fits: (text: string) => boolean) => texts.filter(fits).length >= texts.length * MOSTLY;
  if (distinct.size <= 2 && texts.length > 1 && mostly((text) => typeof readYesNo(text) === 'boolean'))
    return 'yes_no';
  if (mostly((text) => typeof readDay(text, { dayFirst: true }) === 'string' && /\D/.test(text)))
    return 'date';
  if (mostly(isQuantity)) return 'number';
  if (mostly((text) => /^(https?:\/\/|www\.)/i.test(text) && typeof readUrl(text) === 'string')) return 'url';
  const isChoice =
    texts.length >= ENOUGH_VALUES &&
    distinct.size <= FEW_CHOICES &&
    texts.every((text) => text.length <= LONGEST_CHOICE);
  return isChoice ? 'choice' : 'text';
}

/** "02139" and "0049 30 …" are no quantities. */
function isQuantity(text: string): boolean {
  return typeof readNumber(text, { decimal: '.' }) === 'number' && !/^0\d/.test(text) && text.length <= 15;
}

/** Only where the header says nothing: `Column 3`. */
function guessByValues(name: string, values: string[]): string | undefined {
  if (!/^Column \d+$/.test(name) || values.length === 0) return undefined;
  return values.every((value) => EMAIL.test(value)) ? 'email' : undefined;
}

export function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, '');
}
