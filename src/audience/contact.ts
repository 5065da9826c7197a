import { getCountries, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { PropertyValue } from './properties/property.ts';

/** The lifecycle: stages of one contact, never records to convert. The order is the order of the journey. */
export const stages = ['visitor', 'lead', 'mql', 'sql', 'opportunity', 'customer', 'advocate'] as const;

export type Stage = (typeof stages)[number];

/** Where a person first heard of the company, online and off. */
export const sources = [
  'search',
  'ad',
  'social',
  'email',
  'blog',
  'video',
  'event',
  'trade_fair',
  'phone',
  'visit',
  'store',
  'direct_mail',
  'print',
  'radio',
  'tv',
  'billboard',
  'press',
  'influencer',
  'referral',
  'partner',
  'direct',
  'other',
  'unknown',
] as const;

export type Source = (typeof sources)[number];

/** What people write on a contact, as pages and programs name it. */
type ContactFields = {
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
  companyName: string | null;
  street: string | null;
  postalCode: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  language: string | null;
  stage: Stage;
  source: Source;
};

/** Some of these fields, as they are about to be kept: the phone number both understood and as it was written. */
export type WrittenFields = {
  [Field in keyof ContactFields]?: ContactFields[Field] | undefined;
} & {
  phoneOriginal?: string | null;
  tags?: string[] | undefined;
  /** By key; null takes a value away, and what is not named stays. */
  properties?: Record<string, PropertyValue | null> | undefined;
};

/** The columns the fields are kept in, but for the properties. Fields that are not given are not written. */
export function toColumns(fields: WrittenFields) {
  return {
    given_name: fields.givenName,
    family_name: fields.familyName,
    email: fields.email,
    phone: fields.phone,
    phone_original: fields.phoneOriginal,
    job_title: fields.jobTitle,
    company_name: fields.companyName,
    street: fields.street,
    postal_code: fields.postalCode,
    city: fields.city,
    region: fields.region,
    country: fields.country,
    language: fields.language,
    tags: fields.tags,
    stage: fields.stage,
    source: fields.source,
  };
}

/** How the history names a property: each is a field of its own there. */
export const PROPERTY_FIELD = 'property:';

/** The fields as the history tells of them: `{ city, 'property:hair_type': … }`. */
export function asTold({ properties, ...fields }: WrittenFields): Record<string, unknown> {
  const told = Object.entries(properties ?? {}).map(([key, value]) => [`${PROPERTY_FIELD}${key}`, value]);
  return { ...fields, ...Object.fromEntries(told) };
}

export const NOBODY = 'A contact needs at least a name, an e-mail address or a phone number.';

/** Whether these fields are about somebody one could find again. */
export function isSomebody(fields: WrittenFields): boolean {
  const { givenName, familyName, email, phone, phoneOriginal } = fields;
  return [givenName, familyName, email, phone, phoneOriginal].some(Boolean);
}

// Deliberately simple: one @, something on both sides, a dot in the domain. Whether mail arrives, only mail can tell.
const EMAIL = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\.]+(\.[^\s@<>()[\],;:"\\.]+)+$/;
const LONGEST_EMAIL = 254;

/** One spelling per mailbox: trimmed, composed, in small letters. Null when it is no e-mail address. */
export function normaliseEmail(text: string): string | null {
  const email = text
    .trim()
    .replace(/^mailto:/i, '')
    .normalize('NFC')
    .toLowerCase();
  return email.length <= LONGEST_EMAIL && EMAIL.test(email) ? email : null;
}

/** E.164, read as somebody in `country` would dial it. Null when the country is needed and not known, or it is none. */
export function normalisePhone(text: string, country: string | null): string | null {
  const international = text.trim().replace(/^00(?=[1-9])/, '+');
  const home = country && isCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(international, home);
  return number?.isPossible() ? number.number : null;
}

const countries = new Set<string>(getCountries());

/** ISO 3166 alpha-2. */
export function isCountry(code: string): code is CountryCode {
  return countries.has(code);
}

const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** The canonical spelling of a language tag such as "de" or "pt-BR"; null when it is none. */
export function normaliseLanguage(text: string): string | null {
  const tag = text.trim().replaceAll('_', '-');
  try {
    return LANGUAGE.test(tag) ? (Intl.getCanonicalLocales(tag)[0] ?? null) : null;
  } catch {
    return null;
  }
}
