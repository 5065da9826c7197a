import type { Reason } from '../../duplicates/contract.ts';
import { fieldWords } from '../words.ts';

/** Suggested duplicates in the words of somebody who has to decide. */

export function likelihoodWords(likelihood: number): string {
  if (likelihood >= 0.99) return 'Almost certainly one person';
  if (likelihood >= 0.9) return 'Very likely one person';
  return likelihood >= 0.7 ? 'Probably one person' : 'Possibly one person';
}

/** '97%', and never a hundred: nobody knows that. */
export function percentOf(likelihood: number): string {
  return likelihood >= 0.995 ? 'over 99%' : `${Math.floor(likelihood * 100)}%`;
}

/** 'Same name, same phone, similar company; different e-mail' */
export function reasonWords(reasons: readonly Pick<Reason, 'field' | 'how' | 'weight'>[]): string {
  const told = oneName(reasons).toSorted((one, other) => other.weight - one.weight);
  const alike = told.filter(({ how }) => how !== 'different').map(phrase);
  const apart = told.filter(({ how }) => how === 'different').map(({ field }) => `different ${words[field]}`);
  const sentence = [alike.join(', '), apart.join(', ')].filter(Boolean).join('; ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function fieldLabel({ field, label }: { field: string; label: string | null }): string {
  if (label !== null) return label;
  if (field === 'company') return 'Company';
  return field === 'owner' ? 'Owner' : (fieldWords[field] ?? field);
}

/** 'the browser', 'the e-mail address nora@castellan.example' */
export function identityWords({ kind, value }: { kind: string; value: string }): string {
  if (kind === 'anonymous') return 'the same browser';
  const number = value.slice(value.indexOf(':') + 1);
  return kind === 'email' ? `the e-mail address ${value}` : `the user id ${number}`;
}

/**
 * Where two spellings part: 'Castellan' beside 'Castelan' is ['Castel', 'l', 'an']. Null where they have so little in
 * common that marking it would tell nothing.
 */
export function partings(text: string, other: string): [string, string, string] | null {
  const [one, two] = [text.toLowerCase(), other.toLowerCase()];
  const most = Math.min(one.length, two.length);
  let start = 0;
  while (start < most && one[start] === two[start]) start++;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === two.at(-1 - end)) end++;
  if (start + end < Math.max(one.length, two.length) / 2) return null;
  return [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)];
}

const words: Record<Reason['field'], string> = {
  givenName: 'first name',
  familyName: 'last name',
  name: 'name',
  email: 'e-mail',
  phone: 'phone',
  company: 'company',
  street: 'street',
  postalCode: 'postcode',
  city: 'city',
  birthday: 'birthday',
  identity: 'identity',
};

type Told = Pick<Reason, 'field' | 'how' | 'weight'>;

function phrase({ field, how }: Told): string {
  if (how === 'swapped') return 'the same name the other way round';
  return field === 'identity' ? 'met on the same identity' : `${how} ${words[field]}`;
}

/** Two halves of a name that agree are one name to a reader. */
function oneName(reasons: readonly Told[]): Told[] {
  const halves = reasons.filter(({ field }) => field === 'givenName' || field === 'familyName');
  if (halves.length < 2 || halves.some(({ how }) => how === 'different')) return [...reasons];
  const how = halves.every((half) => half.how === 'same') ? 'same' : 'similar';
  const weight = halves.reduce((sum, half) => sum + half.weight, 0);
  return [{ field: 'name', how, weight }, ...reasons.filter((reason) => !halves.includes(reason))];
}
