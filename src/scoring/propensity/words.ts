import { channelWords, propertiesOf, type Channel } from '../../audience/audience.ts';
import type { Db } from '../../platform/db.ts';
import { kinds } from '../../touchpoints/touchpoints.ts';
import { RARE } from '../learn/encoder.ts';

/** What the columns of a model are called here: kinds and properties have labels of their own. */
export type Labels = { kinds: ReadonlyMap<string, string>; properties: ReadonlyMap<string, string> };

const MOST_KINDS = 500;

export async function readLabels(db: Db): Promise<Labels> {
  const declared = await db
    .selectFrom('touchpoints.kinds')
    .select(['kind', 'label'])
    .limit(MOST_KINDS)
    .execute();
  const builtIn = Object.entries(kinds).map(([kind, { label }]) => [kind, label] as const);
  const contact = (await propertiesOf(db, 'contact')).map(
    ({ key, label }) => [`property:${key}`, label] as const,
  );
  const company = (await propertiesOf(db, 'company')).map(
    ({ key, label }) => [`company-property:${key}`, label] as const,
  );
  return {
    kinds: new Map([...builtIn, ...declared.map(({ kind, label }) => [kind, label] as const)]),
    properties: new Map([...contact, ...company]),
  };
}

/** What a subject is called, with the word where it is one of several: "Industry: Barber", "Last touch 7 to 14 days before". */
export function wordsFor(subject: string, word: string | null, labels: Labels): string {
  const [what = '', ...rest] = subject.split(':');
  const name = rest.join(':');
  switch (what) {
    case 'kind':
      return labels.kinds.get(name) ?? plain(name);
    case 'channel':
      return `Came to the site through ${channelWords[name as Channel] ?? name}`;
    case 'campaign':
      return `Campaign ${name}`;
    case 'page':
      return `Looked at ${name}`;
    case 'role':
      return `Role: ${plain(name).toLowerCase()}`;
    case 'consent':
      return consentWords(rest, word);
    case 'property':
    case 'company-property':
      return valued(labels.properties.get(subject) ?? plain(name), word);
    default:
      return fieldWords(what, word);
  }
}

const spanned: Record<string, [label: string, never: string]> = {
  touched: ['Last touch', 'Never touched'],
  sales: ['Last touch by sales', 'Not touched by sales'],
  known: ['First touch', 'Never touched'],
};
const fields: Record<string, string> = {
  country: 'Country',
  language: 'Language',
  industry: 'Industry',
  employees: 'Employees of the company',
};
const starts = new Map<string, string>([
  ['3', ''],
  ['7', '3 to 7 days'],
  ['14', '7 to 14 days'],
  ['30', '14 to 30 days'],
  ['60', '30 to 60 days'],
  ['90', '60 to 90 days'],
  ['180', '90 to 180 days'],
  ['365', '6 to 12 months'],
  ['longer', 'more than a year'],
]);

function fieldWords(what: string, word: string | null): string {
  const span = spanned[what];
  if (span) return word === null ? span[1] : `${span[0]} ${starts.get(word) || 'less than 3 days'} ago`;
  if (what === 'source')
    return word === null
      ? 'Nobody knows how they heard of us'
      : `First heard of us through ${channelWords[word as Channel] ?? word}`;
  if (what === 'job') return 'Job title is known';
  if (what === 'company') return 'Works at a company';
  return valued(fields[what] ?? plain(what), named(what, word));
}

function valued(label: string, word: string | null): string {
  return word === null ? `${label} not known` : `${label}: ${word === RARE ? 'another one' : word}`;
}

const regions = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' });

function named(what: string, word: string | null): string | null {
  if (word === null || word === RARE) return word;
  try {
    if (what === 'country') return regions.of(word) ?? word;
    return what === 'language' ? (languages.of(word) ?? word) : word;
  } catch {
    return word;
  }
}

function consentWords([purpose = '', channel = '']: string[], word: string | null): string {
  const by = channel === 'email' ? 'e-mail' : channel;
  const about = `${plain(purpose)} by ${by}`;
  if (word === null) return `${about}: not asked`;
  return `${about}: ${word === 'given' ? 'agreed' : 'refused'}`;
}

function plain(name: string): string {
  const text = name.replaceAll(/[_-]+/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
