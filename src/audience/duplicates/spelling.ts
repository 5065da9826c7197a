/** Spellings without what people write differently for the same thing. */

/** "Éléonore  O'Hara-Łącka" → "eleonore o hara lacka" */
export function plain(text: string | null | undefined): string {
  if (!text) return '';
  // Nine of ten are written so, and a large import reads millions.
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßøłæœđþ]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const PLAIN = /^[a-zA-Z0-9]+( [a-zA-Z0-9]+)*$/;
const letters: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', þ: 'th' };

/**
 * How a word sounds, roughly and in most European languages: its consonants, alike ones as one, after the first letter.
 * After Soundex (Russell, 1918) and NYSIIS (1970); used only to find whom to compare, never to decide.
 */
export function soundOf(word: string): string {
  const letters = word
    .replaceAll(/[^\p{L}]/gu, '')
    .replace(/^(kn|gn|pn)/, 'n')
    .replace(/^wr/, 'r')
    .replaceAll('ph', 'f')
    .replaceAll(/sch|sh|sz|cz|ch(?=[ei])/g, 's')
    .replaceAll(/c(?=[eiy])/g, 's')
    .replaceAll(/ck|ch|q|c/g, 'k')
    .replaceAll('x', 'ks')
    .replaceAll('z', 's')
    .replaceAll('dt', 't')
    .replaceAll('th', 't')
    .replaceAll(/[wv]/g, 'v')
    .replaceAll(/[yj]/g, 'i');
  const first = /^[aeiou]/.test(letters) ? 'a' : letters.slice(0, 1);
  return `${first}${letters.slice(1).replaceAll(/[aeiouh]/g, '')}`
    .replaceAll(/(.)\1+/g, '$1')
    .slice(0, LONGEST_SOUND);
}

const LONGEST_SOUND = 6;

/** "The Castellan Hair Studios Ltd." → "castellan hair studios" */
export function companyCore(name: string): string {
  if (!name.includes(' ')) return name;
  const core = name
    .split(' ')
    .filter((word) => !legalForms.has(word))
    .join(' ');
  return core || name;
}

const legalForms = new Set(
  (
    'the and und et co company corp corporation inc incorporated ltd limited llc llp plc pty gmbh mbh ag kg kgaa ohg ' +
    'gbr ug eg se sa sas sarl srl spa sl slu bv nv ab as asa oy oyj aps ltda sro doo zrt kft group holding'
  ).split(' '),
);

/** "12 St. Giles Rd" → { number: "12", name: "saint giles road" } */
export function streetOf(text: string): { number: string; name: string } {
  const words = text.split(' ').filter(Boolean);
  const number = words.find((word) => /^\d/.test(word)) ?? '';
  const name = words
    .filter((word) => !/^\d/.test(word))
    .map((word) => ways[word] ?? word)
    .join(' ')
    .replaceAll(/(?<=\p{L}{3})str(?=$| )/gu, 'strasse');
  return { number, name };
}

const ways: Record<string, string> = {
  st: 'street',
  str: 'strasse',
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  ln: 'lane',
  dr: 'drive',
  sq: 'square',
  pl: 'place',
  ct: 'court',
  cres: 'crescent',
  blvd: 'boulevard',
};

/** What stands before the @, without what most mailboxes ignore; empty for one that many people read. */
export function localPart(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@')).replace(/\+.*$/, '').replaceAll('.', '');
  return local.length < SHORTEST_LOCAL || ROLE.test(local) ? '' : local;
}

const SHORTEST_LOCAL = 4;
const ROLE =
  /^(info|office|contact|kontakt|hello|hallo|mail|email|admin|administrator|sales|vertrieb|marketing|support|help|service|team|shop|store|orders?|bestellung|buchhaltung|accounts?|accounting|billing|invoices?|jobs|career|hr|press|presse|news|newsletter|noreply|no-reply|postmaster|webmaster|reception|enquir(y|ies)|inquir(y|ies)|booking|bookings|reservations?|test)$/;

/** The digits by which a number is dialled from anywhere; too few say nothing. */
export function phoneTail(number: string): string {
  const digits = number.replaceAll(/\D/g, '');
  return digits.length < SHORTEST_PHONE ? '' : digits.slice(-PHONE_TAIL);
}

const SHORTEST_PHONE = 7;
const PHONE_TAIL = 9;
