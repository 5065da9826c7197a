import { DAY, type Span } from './calendar.ts';
import type { Identity, MadeContact, PersonFields } from './contact.ts';
import { between, chance, pick, type Dice } from './dice.ts';
import { idAt } from './ids.ts';
import { mistakes, writeAgain } from './mess.ts';
import { notes } from './notes.ts';
import { mailbox, writePhone } from './person.ts';
import { bySales, touch, type Touch } from './touch.ts';
import { unknown } from './visitor.ts';

/** One of the people made so far, whom somebody put down a second time; null when there is none to repeat. */
export function repeat(roll: Dice, before: MadeContact[], nth: number, span: Span): MadeContact | null {
  const candidates = before.filter(({ truth, givenName, familyName, createdAt }) => {
    const known = truth.line !== 'visitor' && truth.line !== 'duplicate' && truth.line !== 'cast';
    return known && givenName !== null && familyName !== null && createdAt < span.end - DAY;
  });
  if (candidates.length === 0) return null;
  const original = pick(roll, candidates);
  const createdAt = Math.floor(between(roll, original.createdAt + DAY / 2, span.end));
  const business = original.companyName !== null;
  const fields = again(roll, original, nth);
  const touches = touchesOf(roll, createdAt, business);
  const source = business ? 'trade_fair' : 'store';
  return {
    ...fields,
    id: idAt(roll, createdAt),
    createdAt,
    updatedAt: createdAt,
    currency: original.currency,
    companyId: null,
    roles: [],
    stage: 'lead',
    source,
    owner: null,
    tags: ['imported list'],
    properties: {},
    identities: emailOf(fields, createdAt),
    moves: [{ to: 'lead', at: createdAt, by: null }],
    touches,
    otherVisitor: null,
    consents: [],
    handoff: null,
    truth: { ...unknown, line: 'duplicate', duplicateOf: original.id },
  };
}

function again(roll: Dice, original: MadeContact, nth: number): PersonFields {
  const { givenName, familyName, email, phone, phoneWritten, jobTitle, companyName } = original;
  const { street, postalCode, city, region, country, language } = original;
  const mistake = pick(roll, mistakes);
  const same: PersonFields = {
    givenName,
    familyName,
    email,
    phone,
    phoneWritten,
    jobTitle,
    companyName,
    street,
    postalCode,
    city,
    region,
    country,
    language,
  };
  const written = writeAgain(roll, same, mistake);
  const keepsNumber = phone !== null && chance(roll, 0.7);
  // One number in another spelling; the address is another one, or left out where the number tells enough.
  const number = keepsNumber
    ? { phone, phoneWritten: respell(roll, phone, country) }
    : { phone: null, phoneWritten: null };
  const another =
    !keepsNumber || chance(roll, 0.6) ? mailbox(roll, givenName ?? '', familyName ?? '', nth) : null;
  return { ...written, ...number, email: another };
}

function respell(roll: Dice, phone: string, country: string): string {
  const international = phone.slice(1);
  const prefix = prefixes[country] ?? '';
  const rest = international.slice(prefix.length);
  const national = bare.has(country) ? rest : `0${rest}`;
  return writePhone(roll, { international, national });
}

const prefixes: Record<string, string> = {
  GB: '44',
  IE: '353',
  DE: '49',
  FR: '33',
  NL: '31',
  ES: '34',
  PL: '48',
  SE: '46',
};
/** Countries whose numbers have no zero in front at home. */
const bare = new Set(['ES', 'PL']);

function emailOf({ email }: PersonFields, at: number): Identity[] {
  return email === null ? [] : [{ kind: 'email', value: email, at }];
}

function touchesOf(roll: Dice, at: number, business: boolean): Touch[] {
  if (!business)
    return [
      touch(at, 'store_visit', 'book', {
        name: 'the store, filled in a card',
        channel: 'store',
        team: 'sales',
      }),
    ];
  const properties = { note: pick(roll, notes.fair) };
  return [
    bySales(at, 'fair_talk', 'jonas', { name: 'card typed in later', channel: 'trade_fair', properties }),
  ];
}
