import type { Traits } from '../../audience/audience.ts';
import { isRecord, textOf, type Loose } from './loose.ts';
import type { MessageType } from './message.ts';

/** Segment's reserved traits, in the spellings libraries use, as fields of a contact. */
export function traitsOf(traits: Loose, type: MessageType): Traits {
  // As in nearly every page view.
  if (Object.keys(traits).length === 0) return {};
  const found = type === 'group' ? { companyName: textOf(traits['name']) } : personTraits(traits);
  const short = Object.entries(found).flatMap(([field, value]) =>
    value ? [[field, value.slice(0, LONGEST)]] : [],
  );
  return Object.fromEntries(short) as Traits;
}

const LONGEST = 200;

function personTraits(traits: Loose): { [Field in keyof Traits]: string | undefined } {
  const address = isRecord(traits['address']) ? traits['address'] : {};
  const company = isRecord(traits['company']) ? traits['company']['name'] : traits['company'];
  const country = textOf(traits['country'] ?? address['country'])?.toUpperCase();
  const words = textOf(traits['name'])?.split(/\s+/) ?? [];
  const given = textOf(traits['firstName'] ?? traits['first_name']);
  const family = textOf(traits['lastName'] ?? traits['last_name']);
  return {
    givenName:
      given ?? (family ? undefined : words.slice(0, Math.max(1, words.length - 1)).join(' ') || undefined),
    familyName: family ?? (given ? undefined : words.length > 1 ? words.at(-1) : undefined),
    phone: textOf(traits['phone'])?.slice(0, 50),
    jobTitle: textOf(traits['title'] ?? traits['jobTitle']),
    companyName: textOf(company),
    city: textOf(traits['city'] ?? address['city']),
    country: country && /^[A-Z]{2}$/.test(country) ? country : undefined,
    language: textOf(traits['language'] ?? traits['locale'])?.slice(0, 20),
  };
}
