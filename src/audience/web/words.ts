import type { Choice } from '../../web/ui/Select.tsx';
import type { Contact } from './contacts.ts';

/** Contacts in the words of the people who work with them. */

export const stageWords: Record<Contact['stage'], string> = {
  visitor: 'Visitor',
  lead: 'Lead',
  mql: 'MQL',
  sql: 'SQL',
  opportunity: 'Opportunity',
  customer: 'Customer',
  advocate: 'Advocate',
};

export const sourceWords: Record<Contact['source'], string> = {
  search: 'Search engine',
  ad: 'Online ad',
  social: 'Social media',
  email: 'E-mail',
  blog: 'Blog',
  video: 'Video',
  event: 'Event',
  trade_fair: 'Trade fair',
  phone: 'Phone call',
  visit: 'Visit',
  store: 'Store',
  direct_mail: 'Direct mail',
  print: 'Newspaper or magazine',
  radio: 'Radio',
  tv: 'Television',
  billboard: 'Billboard',
  press: 'Press',
  influencer: 'Influencer',
  referral: 'Recommendation',
  partner: 'Partner',
  direct: 'Came directly',
  other: 'Other',
  unknown: 'Not known',
};

export const fieldWords: Record<string, string> = {
  name: 'Full name',
  givenName: 'First name',
  familyName: 'Last name',
  email: 'E-mail address',
  phone: 'Phone number',
  phoneOriginal: 'Phone number',
  jobTitle: 'Job title',
  companyName: 'Company',
  street: 'Street',
  postalCode: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  language: 'Language',
  stage: 'Stage',
  source: 'Source',
  ownerId: 'Owner',
  tags: 'Tags',
};

export const stageChoices = choicesOf(stageWords);
export const sourceChoices = choicesOf(sourceWords);

/** 'GB' → 'United Kingdom' */
export function countryName(code: string): string {
  return nameOf(regions, code);
}

/** 'de' → 'German' */
export function languageName(tag: string): string {
  return nameOf(languages, tag);
}

/** A value as people read it, whatever the field: 'mql' → 'MQL', 'GB' → 'United Kingdom'. */
export function showValue(field: string, value: string): string {
  if (value === '') return '';
  if (field === 'stage') return lookUp(stageWords, value);
  if (field === 'source') return lookUp(sourceWords, value);
  if (field === 'country') return countryName(value);
  return field === 'language' ? languageName(value) : value;
}

/** 'Owner, Castellan Hair Studios, Leeds': the line under a name. */
export function positionOf({
  jobTitle,
  companyName,
  city,
}: Pick<Contact, 'jobTitle' | 'companyName' | 'city'>): string {
  return [jobTitle, companyName, city].filter(Boolean).join(', ');
}

/** What to call somebody on a button: 'Call Nora'. */
export function firstName({ givenName, name }: Pick<Contact, 'givenName' | 'name'>): string {
  return givenName ?? name;
}

/** Every country there is, by name. */
export function countryChoices(): readonly Choice[] {
  countries ??= everyCode()
    .filter((code) => isCountry(code))
    .map((code) => ({ value: code, label: countryName(code) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'en-GB'));
  return countries;
}

/** Languages people are written to in; one that is already chosen is always among them. */
export function languageChoices(chosen: string | null): readonly Choice[] {
  const tags = chosen === null || common.includes(chosen) ? common : [...common, chosen];
  return tags
    .map((tag) => ({ value: tag, label: languageName(tag) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'en-GB'));
}

const regions = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'none' });
const languages = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'none' });
const common =
  'ar bg bn cs cy da de el en en-US es et fa fi fr ga he hi hr hu id is it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk ur vi zh'.split(
    ' ',
  );
/** Codes that Intl names although nobody lives there: unions, tests, and lands without a telephone. */
const notCountries = new Set('AQ BV CP CQ DG EA EU EZ GS HM IC PN QO TF UM UN XA XB ZZ'.split(' '));
let countries: readonly Choice[] | undefined;

function lookUp(words: Record<string, string>, value: string): string {
  return words[value] ?? value;
}

function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

function everyCode(): string[] {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
  return letters.flatMap((first) => letters.map((second) => first + second));
}

/** Former countries (DD, SU) are rewritten by the canonical form of a locale. */
function isCountry(code: string): boolean {
  return (
    !notCountries.has(code) &&
    regions.of(code) !== undefined &&
    Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
  );
}

export function choicesOf(words: Record<string, string>): readonly Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
