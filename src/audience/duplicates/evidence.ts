import { jaroWinkler } from './jaro-winkler.ts';
import { isNickname } from './nicknames.ts';
import type { Profile } from './profile.ts';

/**
 * Probabilistic record linkage (Fellegi and Sunter, JASA 1969): each field that two contacts agree or differ in says,
 * in bits, how much likelier that is of one person than of two, log2(m / u); what agrees by chance in many people
 * counts little, so a rare surname counts more than a common one (Winkler 1989). Texts agree by degrees
 * (Jaro–Winkler). The bits are added up, from how unlikely it is that two contacts picked at random are one.
 *
 * The numbers below were set by reasoning and are the same for every data set. Three were corrected after the first
 * measurement, which moved F1 by about 0.001; what another house of the same street is worth, after the sample company
 * with a million people. The benchmark `duplicates` says how well they do.
 */

export type How = 'same' | 'similar' | 'different' | 'swapped';
type ComparedField =
  | 'givenName'
  | 'familyName'
  | 'name'
  | 'email'
  | 'phone'
  | 'company'
  | 'street'
  | 'postalCode'
  | 'city'
  | 'birthday'
  | 'identity';
/** In bits; never the values, which would outlive the contact. */
export type Reason = { field: ComparedField; how: How; weight: number };

export type Evidence = { weight: number; reasons: Reason[] };

/** Which share of all people has this value, by chance. */
export type Shares = {
  people: number;
  given: (value: string) => number;
  family: (value: string) => number;
  company: (value: string) => number;
  city: (value: string) => number;
  postalCode: (value: string) => number;
  country: (value: string) => number;
};

/** Of ten contacts one may have a double: two at random are one with this chance. */
const DOUBLES_PER_CONTACT = 0.1;

export function startOf({ people }: Pick<Shares, 'people'>): number {
  return Math.log2(DOUBLES_PER_CONTACT / Math.max(people, FEWEST_PEOPLE));
}

/** In a small list names are as common as in the world around it. */
const FEWEST_PEOPLE = 1_000;

export function weigh(one: Profile, other: Profile, ofAll: Shares): Evidence {
  const country = one.country === other.country ? one.country : '';
  const shares = country ? within(ofAll, ofAll.country(country)) : ofAll;
  const names = compareNames(one, other, shares);
  const shared = names.concat(compareAddress(one, other, shares), compareWork(one, other, shares));
  const apart = names.some(({ field, how }) => field === 'givenName' && how === 'different');
  const reasons = (apart ? shared.map(halved) : shared).concat(
    compareEmail(one, other),
    compareBirthday(one, other),
  );
  return { weight: startOf(shares) + sum(reasons), reasons };
}

/**
 * Names and towns are those of a country: whoever is called Kaczmarek is in Poland anyway, and so is Katowice. So two
 * people of one country are compared among its people; otherwise each field would count the country once more.
 */
function within(shares: Shares, part: number): Shares {
  const among = (share: (value: string) => number) => (value: string) => Math.min(1, share(value) / part);
  return {
    people: shares.people * part,
    given: among(shares.given),
    family: among(shares.family),
    company: among(shares.company),
    city: among(shares.city),
    postalCode: among(shares.postalCode),
    country: () => 1,
  };
}

/**
 * Relatives share a surname and a home, colleagues a company and a telephone: if the first names clearly differ, all of
 * that is rather one observation than many.
 */
function halved(reason: Reason): Reason {
  return reason.weight > 0 ? { ...reason, weight: reason.weight / 2 } : reason;
}

/** 0 to 1: how likely it is, after all this evidence, that the two are one. */
export function likelihoodOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

/** log2(m / u), with the share of a value held between what even the rarest and the commonest one is worth. */
function agreement(m: number, share: number, [rarest, commonest]: readonly [number, number]): number {
  return Math.log2(m / Math.min(commonest, Math.max(rarest, share)));
}

const GIVEN = [0.0005, 0.02] as const;
const FAMILY = [0.0001, 0.01] as const;
const COMPANY = [0.001, 0.05] as const;
const POSTCODE = [0.001, 0.02] as const;
const CITY = [0.002, 0.05] as const;

function compareNames(one: Profile, other: Profile, shares: Shares): Reason[] {
  const straight = [...compareGiven(one, other, shares), ...compareFamily(one, other, shares)];
  if (straight.every(({ how }) => how !== 'different')) return straight;
  // Written the wrong way round: as good as agreeing, but for the mistake itself.
  const turned = { ...other, given: other.family, family: other.given };
  // "Thomas" is rare as a surname, and yet a common name.
  const either = (name: string) => Math.max(shares.given(name), shares.family(name));
  const common = { ...shares, given: either, family: either };
  const swapped = [...compareGiven(one, turned, common), ...compareFamily(one, turned, common)];
  if (swapped.length < 2 || swapped.some(({ how }) => how === 'different')) return straight;
  return [{ field: 'name', how: 'swapped', weight: sum(swapped) - 2 }];
}

function compareGiven({ given: one }: Profile, { given: other }: Profile, shares: Shares): Reason[] {
  if (!one || !other) return [];
  const field = 'givenName';
  const full = agreement(0.8, Math.max(shares.given(one), shares.given(other)), GIVEN);
  if (one === other) return [{ field, how: 'same', weight: full }];
  if (one.length === 1 || other.length === 1)
    return one[0] === other[0]
      ? [{ field, how: 'similar', weight: 1 }]
      : [{ field, how: 'different', weight: -5 }];
  if (isPartOf(one, other)) return [{ field, how: 'similar', weight: full - 1.5 }];
  if (isNickname(one, other)) return [{ field, how: 'similar', weight: full - 2 }];
  const likeness = jaroWinkler(one, other);
  if (likeness >= 0.9) return [{ field, how: 'similar', weight: full - 2 }];
  if (likeness >= 0.82) return [{ field, how: 'similar', weight: Math.max(0, full - 4.5) }];
  return [{ field, how: 'different', weight: -5 }];
}

function compareFamily({ family: one }: Profile, { family: other }: Profile, shares: Shares): Reason[] {
  if (!one || !other) return [];
  const field = 'familyName';
  const full = agreement(0.9, Math.max(shares.family(one), shares.family(other)), FAMILY);
  if (one === other) return [{ field, how: 'same', weight: full }];
  if (isPartOf(one, other)) return [{ field, how: 'similar', weight: full - 2 }];
  const likeness = jaroWinkler(one, other);
  if (likeness >= 0.92) return [{ field, how: 'similar', weight: full - 2 }];
  if (likeness >= 0.85) return [{ field, how: 'similar', weight: Math.max(0, full - 4.5) }];
  return [{ field, how: 'different', weight: -5 }];
}

/** A street says nearly all that its postcode and its town say, so those then only confirm it. */
function compareAddress(one: Profile, other: Profile, shares: Shares): Reason[] {
  const street = compareStreet(one, other);
  const placed = street.some(({ weight }) => weight > 0);
  const postcode = comparePostcode(one, other, shares, placed);
  const known = placed || postcode.some(({ weight }) => weight > 3);
  return [...street, ...postcode, ...compareCity(one, other, shares, known)];
}

function compareStreet(one: Profile, other: Profile): Reason[] {
  if (!one.street || !other.street) return [];
  const field = 'street';
  const likeness = jaroWinkler(one.street, other.street);
  const numbered = one.number !== '' && one.number === other.number;
  if (likeness >= 0.92 && numbered) return [{ field, how: likeness === 1 ? 'same' : 'similar', weight: 11 }];
  const anotherHouse = one.number && other.number && !isSlip(one.number, other.number);
  if (likeness >= 0.92) return [{ field, how: 'similar', weight: anotherHouse ? 3 : 7 }];
  if (likeness >= 0.84 && numbered) return [{ field, how: 'similar', weight: 6 }];
  return [{ field, how: 'different', weight: -1.5 }];
}

function comparePostcode(one: Profile, other: Profile, shares: Shares, placed: boolean): Reason[] {
  if (!one.postalCode || !other.postalCode) return [];
  const field = 'postalCode';
  if (one.postalCode === other.postalCode)
    return [
      {
        field,
        how: 'same',
        weight: placed ? 2 : agreement(0.85, shares.postalCode(one.postalCode), POSTCODE),
      },
    ];
  if (isSlip(one.postalCode, other.postalCode)) return [{ field, how: 'similar', weight: placed ? 1 : 3 }];
  return [{ field, how: 'different', weight: -1 }];
}

function compareCity(one: Profile, other: Profile, shares: Shares, placed: boolean): Reason[] {
  if (!one.city || !other.city) return [];
  const field = 'city';
  const likeness = jaroWinkler(one.city, other.city);
  if (likeness < 0.92) return [{ field, how: 'different', weight: -2 }];
  const weight = placed
    ? 1.5
    : agreement(0.9, Math.max(shares.city(one.city), shares.city(other.city)), CITY);
  return [{ field, how: likeness === 1 ? 'same' : 'similar', weight }];
}

function compareWork(one: Profile, other: Profile, shares: Shares): Reason[] {
  const reasons: Reason[] = [];
  if (one.company && other.company) {
    const likeness = jaroWinkler(one.company, other.company);
    const full = agreement(
      0.6,
      Math.max(shares.company(one.company), shares.company(other.company)),
      COMPANY,
    );
    const how = likeness === 1 ? 'same' : 'similar';
    if (likeness >= 0.93) reasons.push({ field: 'company', how, weight: full });
    else if (isPartOf(one.company, other.company))
      reasons.push({ field: 'company', how: 'similar', weight: full - 2 });
    else reasons.push({ field: 'company', how: 'different', weight: -1.5 });
  }
  if (one.phone && other.phone) {
    if (one.phone === other.phone) reasons.push({ field: 'phone', how: 'same', weight: 12 });
    else if (isSlip(one.phone, other.phone)) reasons.push({ field: 'phone', how: 'similar', weight: 5 });
    else reasons.push({ field: 'phone', how: 'different', weight: -1 });
  }
  return reasons;
}

/** Two contacts never have the same address: it would be one contact. */
function compareEmail(one: Profile, other: Profile): Reason[] {
  if (!one.email || !other.email) return [];
  const field = 'email';
  if (one.local && one.local === other.local) {
    // nora.castellan@ anywhere is hardly more than the name again; sunnygirl84@ is a person's own.
    const named = [one.given, one.family].some(
      (name) => name.length > 2 && one.local.includes(name.replaceAll(' ', '')),
    );
    return [{ field, how: 'similar', weight: named ? 3 : 9 }];
  }
  if (one.email.length > 8 && isSlip(one.email, other.email)) return [{ field, how: 'similar', weight: 8 }];
  return [{ field, how: 'different', weight: -1 }];
}

function compareBirthday({ birthday: one }: Profile, { birthday: other }: Profile): Reason[] {
  if (!one || !other) return [];
  const field = 'birthday';
  // The first of January is what forms are filled with.
  if (one === other) return [{ field, how: 'same', weight: one.endsWith('-01-01') ? 8 : 13 }];
  const turned = other.replace(/-(\d\d)-(\d\d)$/, '-$2-$1');
  if (one === turned || isSlip(one, other)) return [{ field, how: 'similar', weight: 6 }];
  return [{ field, how: 'different', weight: -5 }];
}

/** "castellan" in "castellan reyes" */
function isPartOf(one: string, other: string): boolean {
  if (!one.includes(' ') && !other.includes(' ')) return false;
  const [few, many] = [one.split(' '), other.split(' ')].toSorted((a, b) => a.length - b.length);
  return (
    many !== undefined &&
    few !== undefined &&
    many.length > few.length &&
    few.every((word) => many.includes(word))
  );
}

/** One character more, less or other, or two neighbours in the wrong order. */
function isSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

function sum(reasons: Reason[]): number {
  return reasons.reduce((total, { weight }) => total + weight, 0);
}
