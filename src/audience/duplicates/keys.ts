import { hash } from 'node:crypto';
import type { Profile } from './profile.ts';
import { soundOf } from './spelling.ts';

/**
 * Blocking (Newcombe 1959; Fellegi and Sunter 1969): two contacts are compared if they share one of these, so that a
 * million contacts are not five hundred thousand million pairs. Each mistake a person makes leaves some of them whole.
 * A block that is too large ("Smith, London") is passed over; for each broad key there is a narrower one.
 */
export function keysOf(profile: Profile): bigint[] {
  return [...new Set(blocksOf(profile))].map(asNumber);
}

export function blocksOf(profile: Profile): string[] {
  const { number, street, postalCode, city, birthday, local, phone } = profile;
  const given = soundOf(first(profile.given));
  const family = soundOf(last(profile.family));
  const company = soundOf(profile.company.replaceAll(' ', ''));
  const place = postalCode || soundOf(city.replaceAll(' ', ''));
  // Sorted: the two names are often written the wrong way round.
  const names = given && family ? [given, family].toSorted().join(' ') : '';
  return [
    names && `names ${names}`,
    names && city && `names and city ${names} ${soundOf(city.replaceAll(' ', ''))}`,
    family && postalCode && `one name and postcode ${family} ${postalCode}`,
    given && postalCode && `one name and postcode ${given} ${postalCode}`,
    family && city && `one name and city ${family} ${city.slice(0, CITY_LETTERS)} ${initialOf(given)}`,
    number && street && place && `address ${number} ${soundOf(street.replaceAll(' ', ''))} ${place}`,
    street && family && `street ${soundOf(street.replaceAll(' ', ''))} ${family}`,
    street && given && `street ${soundOf(street.replaceAll(' ', ''))} ${given}`,
    company && family && `company ${company} ${family}`,
    company && given && `company ${company} ${given}`,
    phone && `phone ${phone}`,
    local && `mailbox ${local}`,
    birthday && given && `birthday ${birthday} ${initialOf(given)}`,
    birthday && family && `birthday ${birthday} ${initialOf(family)}`,
  ].filter((block) => block !== '');
}

const CITY_LETTERS = 5;

function initialOf(sound: string): string {
  return sound.slice(0, 1);
}

function first(words: string): string {
  return words.split(' ')[0] ?? '';
}

function last(words: string): string {
  return words.split(' ').at(-1) ?? '';
}

function asNumber(block: string): bigint {
  return hash('md5', block, 'buffer').readBigInt64BE();
}
