import type { MadeCompany } from './company.ts';
import { postalCode, slug } from './company.ts';
import type { PersonFields } from './contact.ts';
import type { City, Country, Phone } from './countries/country.ts';
import { chance, pick, weighted, whole, type Dice } from './dice.ts';
import { misspell } from './mess.ts';

export type Role = { title: string; roles: string[] };

export const salonRoles: readonly Role[] = [
  { title: 'Salon owner', roles: ['decision_maker', 'economic_buyer'] },
  { title: 'Salon manager', roles: ['champion'] },
  { title: 'Senior stylist', roles: ['user'] },
];
export const chainRoles: readonly Role[] = [
  { title: 'Head of buying', roles: ['decision_maker'] },
  { title: 'Category manager', roles: ['economic_buyer'] },
  { title: 'Buyer, hair care', roles: ['champion'] },
  { title: 'Brand manager', roles: ['user'] },
];
export const storeRoles: readonly Role[] = [{ title: 'Store manager', roles: ['user'] }];

const providers = [
  'postbox.example',
  'mailhaven.example',
  'letterbox.example',
  'inboxly.example',
  'fastpost.example',
];

/** Somebody who buys for themselves. `nth` makes their address and number theirs alone. */
export function makeShopper(roll: Dice, nth: number, country: Country, city: City): PersonFields {
  const [givenName, familyName] = nameIn(roll, country);
  const hasEmail = chance(roll, 0.95);
  const called = !hasEmail || chance(roll, 0.34);
  const addressed = chance(roll, 0.45);
  return misspell(roll, {
    givenName,
    familyName,
    email: hasEmail ? mailbox(roll, givenName, familyName, nth) : null,
    ...numberFor(roll, country, called ? nth : null),
    jobTitle: null,
    companyName: null,
    street: addressed ? country.street(pick(roll, country.streets), whole(roll, 1, 180)) : null,
    postalCode: addressed ? postalCode(roll, city.postal) : null,
    city: chance(roll, 0.85) ? city.name : null,
    region: addressed ? city.region : null,
    country: country.code,
    language: chance(roll, 0.7) ? country.language : null,
  });
}

type Employee = { company: MadeCompany; domain: string | null; role: Role; taken: Set<string> };

/** Somebody who works in a salon or a shop. `taken` are the addresses their company has given out. */
export function makeEmployee(
  roll: Dice,
  nth: number,
  { company, domain, role, taken }: Employee,
): PersonFields {
  const { country } = company;
  const [givenName, familyName] = nameIn(roll, country);
  const email = domain !== null && chance(roll, 0.9) ? addressAt(domain, givenName, familyName, taken) : null;
  const called = email === null || chance(roll, 0.7);
  const addressed = chance(roll, 0.6);
  return misspell(roll, {
    givenName,
    familyName,
    email,
    ...numberFor(roll, country, called ? nth : null),
    jobTitle: chance(roll, 0.9) ? role.title : null,
    companyName: company.name,
    street: addressed ? company.street : null,
    postalCode: addressed ? company.postalCode : null,
    city: company.city,
    region: addressed ? company.region : null,
    country: country.code,
    language: chance(roll, 0.6) ? country.language : null,
  });
}

export function mailbox(roll: Dice, given: string, family: string, nth: number): string {
  const [first, last] = [slug(given), slug(family)];
  const local = weighted(roll, [
    [`${first}.${last}`, 5],
    [`${first}${last}`, 2],
    [`${first[0] ?? ''}.${last}`, 2],
    [`${last}.${first}`, 1],
  ]);
  return `${local}${nth}@${pick(roll, providers)}`;
}

export function numberFor(roll: Dice, country: Country, nth: number | null) {
  if (nth === null) return { phone: null, phoneWritten: null };
  const number = country.phone(nth);
  return { phone: `+${number.international}`, phoneWritten: writePhone(roll, number) };
}

/** One number, as different people put it down. */
export function writePhone(roll: Dice, { international, national }: Phone): string {
  return weighted(roll, [
    [national, 5],
    [`+${international}`, 3],
    [`00${international}`, 1],
    [national.replaceAll(' ', '-'), 1],
    [national.replaceAll(/[ -]/g, ''), 1],
    [national.replaceAll(' ', '.'), 0.5],
  ]);
}

function nameIn(roll: Dice, country: Country): [given: string, family: string] {
  return [pick(roll, country.given), pick(roll, country.family)];
}

function addressAt(domain: string, given: string, family: string, taken: Set<string>): string {
  const plain = `${slug(given)}.${slug(family)}`;
  let address = `${plain}@${domain}`;
  for (let again = 2; taken.has(address); again++) address = `${plain}${again}@${domain}`;
  taken.add(address);
  return address;
}
