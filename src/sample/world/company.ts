import type { City, Country } from './countries/country.ts';
import { countries } from './countries/countries.ts';
import { chance, exponential, logNormal, pick, weighted, whole, type Dice } from './dice.ts';
import { DAY } from './calendar.ts';
import { idAt } from './ids.ts';

/** A company as it comes to stand in `audience.companies`. */
export type MadeCompany = {
  id: string;
  name: string;
  domain: string | null;
  industry: string;
  employees: number;
  country: Country;
  street: string;
  postalCode: string;
  city: string;
  region: string;
  parentId: string | null;
  phone: string | null;
  phoneWritten: string | null;
  tags: string[];
  properties: Record<string, string | number>;
  createdAt: number;
  /** Chairs of a salon, outlets of a chain: with those of the companies that belong to it. */
  size: number;
};

/** A salon, or a few under one name; the first is the one the others belong to. */
export function makeSalons(roll: Dice, nth: number, createdAt: number): MadeCompany[] {
  const country = weighted(roll, countries);
  const { name, domain, city } = nameFor(country, nth, country.salons);
  const branches = chance(roll, 0.12) ? whole(roll, 2, 4) : 0;
  const chairs = Math.max(1, Math.min(30, Math.round(logNormal(roll, 6, 0.55))));
  const about = { country, industry: pick(roll, trades), createdAt, domain, roll };
  const head = companyAt({ ...about, name, employees: Math.round(chairs * 1.3) + 1, size: chairs, city });
  if (branches === 0) return [{ ...head, properties: { salon_chairs: chairs } }];
  const each = Array.from({ length: branches }, () => {
    const own = Math.max(2, Math.round(chairs * (0.5 + roll())));
    const branch = companyAt({ ...about, name, employees: own + 1, size: own, domain: null });
    return {
      ...branch,
      name: `${name}, ${branch.city}`,
      parentId: head.id,
      properties: { salon_chairs: own },
    };
  });
  const size = each.reduce((sum, branch) => sum + branch.size, 0);
  return [{ ...head, size, properties: { salon_chairs: size, outlet_count: branches } }, ...each];
}

/** By this tag the routing knows a chain of shops. */
export const CHAIN = 'chain';

/** A chain of shops: head office first, then those of its stores that we know somebody in. */
export function makeChain(roll: Dice, nth: number, createdAt: number): MadeCompany[] {
  const country = weighted(roll, countries);
  const { name, domain } = chainName(country, nth);
  const outlets = Math.max(3, Math.min(220, Math.round(logNormal(roll, 14, 0.8))));
  const about = { country, industry: pick(roll, retail), createdAt, domain, roll };
  const head = companyAt({ ...about, name, employees: outlets * 9 + 12, size: outlets });
  const tags = [CHAIN];
  const stores = Array.from({ length: Math.min(outlets, whole(roll, 2, 4)) }, () => {
    const store = companyAt({ ...about, name, employees: whole(roll, 5, 18), size: outlets, domain: null });
    return { ...store, name: `${name} ${store.city}`, parentId: head.id, tags };
  });
  return [{ ...head, tags, properties: { outlet_count: outlets } }, ...distinct(stores)];
}

/** What a customer pays in a year, and when that is talked about again. */
export function signContract(company: MadeCompany, minor: number, since: number): void {
  const renewal = new Date(since + Math.round(365.25 * DAY));
  company.properties['contract_value'] = minor;
  company.properties['renewal_date'] = renewal.toISOString().slice(0, 10);
}

export function postalCode(roll: Dice, pattern: string): string {
  return pattern
    .replaceAll('#', () => String(Math.floor(roll() * 10)))
    .replaceAll('@', () => 'ABDEFGHJLNPQRSTUWXYZ'[Math.floor(roll() * 20)] ?? 'A');
}

const trades = ['Hair salon', 'Hair salon', 'Hair salon', 'Barber', 'Beauty salon', 'Spa'] as const;
const retail = [
  'Drugstore chain',
  'Department store',
  'Pharmacy chain',
  'Beauty retailer',
  'Hotel group',
] as const;

const chainWords =
  'Linden Copper Willow Harbour Juniper Northgate Velvet Marigold Anchor Foxglove Saltmarsh Kestrel Alder Bramble Clover Dovecote Ember Fennel Heron Indigo Larch Meadow Nutmeg Orchard Plover Quince Rowan Sorrel Thistle Umber Verbena Wren Yarrow'.split(
    ' ',
  );
const chainKinds: Partial<Record<Country['code'], readonly string[]>> = {
  DE: ['Drogerie', 'Parfümerie', 'Kaufhaus'],
  FR: ['Parfumerie', 'Pharmacies', 'Grands Magasins'],
  NL: ['Drogist', 'Parfumerie', 'Warenhuis'],
  ES: ['Perfumerías', 'Farmacias', 'Almacenes'],
  PL: ['Drogerie', 'Apteki', 'Perfumeria'],
};
const englishKinds = ['Beauty', 'Pharmacy', '& Finch', 'Department Stores', 'Apothecary', 'Hotels'];

function chainName(country: Country, nth: number): { name: string; domain: string } {
  const kinds = chainKinds[country.code] ?? englishKinds;
  const spots = chainWords.map((word) => (_family: string) => word);
  const all = kinds.flatMap((kind) => spots.map((spot) => () => `${spot('')} ${kind}`));
  return placed(country, nth, all.length, (spot) => all[spot]?.() ?? '');
}

function nameFor(country: Country, nth: number, patterns: Country['salons']) {
  const city = country.cities[nth % country.cities.length];
  const named = placed(country, nth, country.family.length * patterns.length, (spot) => {
    const family = country.family[spot % country.family.length] ?? '';
    const pattern = patterns[Math.floor(spot / country.family.length)];
    return pattern?.(family, city?.name ?? '') ?? family;
  });
  return { ...named, city };
}

/** Seven thousand nine hundred and nineteen is prime: steps of it reach every spot once before any a second time. */
const STRIDE = 7_919;

/** Every company its own name and domain, without looking at the others; past the last combination names come again. */
function placed(country: Country, nth: number, spots: number, name: (spot: number) => string) {
  const found = name((nth * STRIDE + 13) % spots);
  const again = Math.floor(nth / spots);
  const land = country.code === 'GB' ? '' : `.${country.code.toLowerCase()}`;
  // Of two with one name the second puts its city behind it, and only many would have to count.
  const city = slug(country.cities[nth % country.cities.length]?.name ?? '');
  const more = again === 0 ? '' : `-${city}${again > 1 ? again : ''}`;
  return { name: found, domain: `${slug(found)}${more}${land}.example` };
}

const unlike: Record<string, string> = { ß: 'ss', ł: 'l', Ł: 'l', ø: 'o', æ: 'ae', '&': ' and ' };

export function slug(text: string): string {
  return text
    .replaceAll(/[ßłŁøæ&]/g, (letter) => unlike[letter] ?? '')
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f']/g, '')
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

type Plan = {
  roll: Dice;
  country: Country;
  name: string;
  domain: string | null;
  industry: string;
  employees: number;
  size: number;
  createdAt: number;
  city?: City | undefined;
};

function companyAt({ roll, createdAt, city: chosen, ...plan }: Plan): MadeCompany {
  const city = chosen ?? pick(roll, plan.country.cities);
  const at = Math.floor(createdAt - exponential(roll, 0.5) * DAY);
  return {
    ...plan,
    id: idAt(roll, at),
    street: plan.country.street(pick(roll, plan.country.streets), whole(roll, 1, 148)),
    postalCode: postalCode(roll, city.postal),
    city: city.name,
    region: city.region,
    parentId: null,
    phone: null,
    phoneWritten: null,
    tags: [],
    properties: {},
    createdAt: at,
  };
}

function distinct(stores: MadeCompany[]): MadeCompany[] {
  return [...new Map(stores.map((store) => [store.name, store])).values()];
}
