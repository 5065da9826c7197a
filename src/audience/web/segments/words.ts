import type { Choice } from '../../../web/ui/Select.tsx';
import { countryChoices, languageChoices } from '../words.ts';
import type { Match } from './draft.ts';
import type { OfferedField, Segment } from './segments.ts';

/** Operators as they stand in the menu of a condition. */
export const operatorWords: Record<string, string> = {
  is: 'is',
  is_not: 'is not',
  has: 'is one of',
  has_all: 'are all of',
  has_not: 'is none of',
  contains: 'contains',
  starts_with: 'starts with',
  is_empty: 'is not known',
  is_not_empty: 'is known',
  before: 'before',
  after: 'after',
  in_last: 'in the last',
  over_ago: 'longer ago than',
  in_next: 'in the next',
  at_least: 'is at least',
  at_most: 'is at most',
};

export const matchChoices: readonly (Choice & { value: Match })[] = [
  { value: 'all', label: 'All of these' },
  { value: 'any', label: 'Any of these' },
  { value: 'none', label: 'None of these' },
];

/** Between two parts of a group, as one reads it. */
export const joinWords: Record<Match, string> = { all: 'and', any: 'or', none: 'nor' };

export const kindWords: Record<Segment['kind'], string> = { live: 'Segment', list: 'List' };

/** What the server leaves to the page, because every page has it already. */
export function choicesOf({ field, choices }: Pick<OfferedField, 'field' | 'choices'>): readonly Choice[] {
  if (choices.length > 0) return choices;
  if (field === 'country') return countryChoices();
  return field === 'language' ? languageChoices(null) : choices;
}

const units: Record<string, string> = { h: 'hours', d: 'days', w: 'weeks' };

export const unitChoices: readonly Choice[] = Object.entries(units).map(([value, label]) => ({
  value,
  label,
}));

/** '30d' → ['30', 'd']; months and years, which the API also takes, as days. */
export function spanParts(span: unknown): [amount: string, unit: string] {
  const [, amount = '30', unit = 'd'] = /^(\d*)([hdwmy])$/.exec(String(span)) ?? [];
  if (unit === 'm') return [String(Number(amount) * 30), 'd'];
  return unit === 'y' ? [String(Number(amount) * 365), 'd'] : [amount, unit];
}
