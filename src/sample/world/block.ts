import { arrive, curveOf, DAY, HOUR, midnight, type Arrival, type Curve, type Span } from './calendar.ts';
import { makeChain, makeSalons, signContract, type MadeCompany } from './company.ts';
import type { MadeContact } from './contact.ts';
import { countries, home, north, northernCities } from './countries/countries.ts';
import { chance, dice, logNormal, normal, pick, weighted, type Dice } from './dice.ts';
import { repeat } from './duplicates.ts';
import type { Line } from './lines.ts';
import { mailingsOf, type Mailings } from './mailing.ts';
import { openingOf } from './opening.ts';
import { chainRoles, makeEmployee, makeShopper, salonRoles, storeRoles, type Role } from './person.ts';
import type { Prospect } from './prospect.ts';
import { tell } from './story.ts';
import { repFor } from './territories.ts';
import { makeVisitor } from './visitor.ts';

/**
 * The world is made in blocks of a hundred people who need nothing of each other's: a chain and its buyers, a dozen
 * salons, shoppers, visitors. So any block can be made alone, again, and in any order, and memory stays what it is.
 */
export type Block = { companies: MadeCompany[]; contacts: MadeContact[] };

export const BLOCK = 100;

export type Maker = {
  seed: number;
  span: Span;
  blocks: number;
  curves: Record<Line, Curve>;
  mailings: Mailings;
};

export function makerOf(seed: number, contacts: number, span: Span): Maker {
  const curves = {
    d2c: curveOf('d2c', span),
    retail: curveOf('retail', span),
    wholesale: curveOf('wholesale', span),
  };
  return { seed, span, blocks: contacts / BLOCK, curves, mailings: mailingsOf(span) };
}

/** The first `size` people of the block `nth`, and the companies of all of them. */
export function makeBlock(maker: Maker, nth: number, size: number): Block {
  const roll = dice(maker.seed, BLOCKS, nth);
  const arrivals = slots.map((slot, place) => arrivalOf(maker, nth, slot, place, roll));
  const houses = housesOf(roll, nth, arrivals);
  const contacts: MadeContact[] = [];
  for (let place = 0; place < Math.min(size, BLOCK); place++) {
    const own = dice(maker.seed, PEOPLE, nth * BLOCK + place);
    contacts.push(
      makeOne(maker, own, { nth: nth * BLOCK + place, place, arrivals, houses, before: contacts }),
    );
  }
  return { companies: houses.flatMap(({ companies }) => companies), contacts };
}

const BLOCKS = 1;
const PEOPLE = 2;

type Slot = Line | 'visitor';
const shares = { d2c: 54, wholesale: 27, retail: 8, visitor: 11 } as const satisfies Record<Slot, number>;

/** Shuffled once and for all, so that also a part of a block has some of each. */
const slots: readonly Slot[] = shuffled([
  ...Array.from({ length: shares.d2c }, (): Slot => 'd2c'),
  ...Array.from({ length: shares.wholesale }, (): Slot => 'wholesale'),
  ...Array.from({ length: shares.retail }, (): Slot => 'retail'),
  ...Array.from({ length: shares.visitor }, (): Slot => 'visitor'),
]);

/** Which of its kind a slot is: the third salon person of the block. */
const ranks = slots.map((slot, place) => slots.slice(0, place).filter((each) => each === slot).length);

/** Colleagues turn up over months, not in one week; the golden ratio spreads them without a pattern. */
const SPREAD = 0.12;
const GOLDEN = 0.618_033_988_75;

function arrivalOf({ blocks, curves }: Maker, nth: number, slot: Slot, place: number, roll: Dice): Arrival {
  const line = slot === 'visitor' ? 'd2c' : slot;
  const within = ((ranks[place] ?? 0) + roll()) / shares[slot];
  const shift = line === 'd2c' ? 0 : SPREAD * ((place * GOLDEN) % 1);
  return arrive(curves[line], ((nth + within) / blocks + shift) % 1, roll);
}

type House = {
  companies: MadeCompany[];
  domain: string | null;
  staff: { place: number; role: Role; company: MadeCompany }[];
  taken: Set<string>;
};

/** The companies of a block, and who works where. */
function housesOf(roll: Dice, nth: number, arrivals: Arrival[]): House[] {
  const places = (line: Line) => slots.flatMap((slot, place) => (slot === line ? place : []));
  const first = (of: number[]) =>
    Math.min(...of.map((place) => arrivals[place]?.at ?? Number.POSITIVE_INFINITY));
  const buyers = places('retail');
  const houses = [houseOf(makeChain(roll, nth, first(buyers)), buyers, chainStaff)];
  const left = places('wholesale');
  for (let salon = 0; left.length > 0; salon++) {
    const staff = left.splice(
      0,
      weighted(roll, [
        [1, 5],
        [2, 3],
        [3, 2],
      ]),
    );
    const companies = makeSalons(roll, nth * shares.wholesale + salon, first(staff));
    houses.push(houseOf(companies, staff, (rank, all) => salonStaff(roll, rank, all)));
  }
  return houses;
}

type Place = { role: Role; company: MadeCompany };

function houseOf(
  companies: MadeCompany[],
  places: number[],
  staffOf: (rank: number, all: MadeCompany[]) => Place,
): House {
  const staff = places.map((place, rank) => ({ place, ...staffOf(rank, companies) }));
  return { companies, domain: companies[0]?.domain ?? null, staff, taken: new Set() };
}

function chainStaff(rank: number, companies: MadeCompany[]): Place {
  const [head, ...stores] = companies as [MadeCompany, ...MadeCompany[]];
  const role = chainRoles[rank];
  if (role) return { role, company: head };
  return { role: storeRoles[0] as Role, company: stores[rank % Math.max(1, stores.length)] ?? head };
}

/** Whom one meets first in a salon is mostly its owner. */
function salonStaff(roll: Dice, rank: number, companies: MadeCompany[]): Place {
  const [head, ...branches] = companies as [MadeCompany, ...MadeCompany[]];
  const role = (rank === 0 && chance(roll, 0.75) ? salonRoles[0] : salonRoles[1 + (rank % 2)]) as Role;
  const works = role.roles.includes('decision_maker') || branches.length === 0 ? head : pick(roll, branches);
  return { role, company: works };
}

type Turn = { nth: number; place: number; arrivals: Arrival[]; houses: House[]; before: MadeContact[] };

function makeOne(maker: Maker, roll: Dice, { nth, place, arrivals, houses, before }: Turn): MadeContact {
  const slot = slots[place] ?? 'visitor';
  const arrival = arrivals[place] as Arrival;
  if (slot === 'visitor') return makeVisitor(roll, arrival.at, maker.span);
  const twin =
    place >= DUPLICATES_FROM && chance(roll, DUPLICATES) ? repeat(roll, before, nth, maker.span) : null;
  if (twin) return twin;
  if (slot === 'd2c') return shopper(maker, roll, nth, arrival);
  const house = houses.find(({ staff }) => staff.some((each) => each.place === place)) as House;
  return employee(maker, roll, nth, { slot, place, arrival, house });
}

/** Of a hundred people two or three stand there twice. */
const DUPLICATES_FROM = 40;
const DUPLICATES = 0.045;

function shopper(maker: Maker, roll: Dice, nth: number, arrival: Arrival): MadeContact {
  const northern = arrival.driver === 'radio';
  const country = northern ? home : weighted(roll, countries);
  const city = pick(roll, northern ? northernCities : country.cities);
  const fields = makeShopper(roll, nth, country, city);
  const place = {
    line: 'd2c',
    country: country.code,
    city: city.name,
    region: city.region,
    currency: country.currency,
  } as const;
  const who = prospectOf(maker, roll, arrival, {
    ...place,
    companySize: 0,
    decides: false,
    hasEmail: fields.email !== null,
  });
  return tell(roll, who, fields, { companyId: null, roles: [] }, maker);
}

type Job = { slot: 'wholesale' | 'retail'; place: number; arrival: Arrival; house: House };

function employee(maker: Maker, roll: Dice, nth: number, { slot, place, arrival, house }: Job): MadeContact {
  const { role, company } = house.staff.find((each) => each.place === place) as House['staff'][number];
  const fields = makeEmployee(roll, nth, { company, domain: house.domain, role, taken: house.taken });
  const { country, city, region } = company;
  const where = { country: country.code, city, region, currency: country.currency };
  const decides = role.roles.some((each) => each === 'decision_maker' || each === 'economic_buyer');
  const driven =
    arrival.driver === 'radio' && !north.has(region) ? { ...arrival, driver: 'usual' as const } : arrival;
  const size = house.companies[0]?.size ?? company.size;
  const who = prospectOf(maker, roll, driven, {
    ...where,
    line: slot,
    companySize: size,
    decides,
    hasEmail: fields.email !== null,
  });
  const contact = tell(roll, who, fields, { companyId: company.id, roles: role.roles }, maker);
  if (contact.truth.became === true && decides) signFor(house, contact);
  return contact;
}

/** What they ordered in the year before, as the contract says it. */
function signFor({ companies }: House, { touches, truth }: MadeContact): void {
  const [head] = companies;
  const paid = touches.reduce((sum, { value }) => sum + (value ?? 0), 0);
  if (head && truth.decidesAt !== null)
    signContract(head, Math.round((paid * 1.4) / 10_000) * 10_000 + 50_000, truth.decidesAt);
}

const NURTURE: Record<Line, { days: number; spread: number; most: number }> = {
  d2c: { days: 8, spread: 0.9, most: 120 },
  wholesale: { days: 32, spread: 0.7, most: 240 },
  retail: { days: 70, spread: 0.6, most: 365 },
};

type Known = Omit<
  Prospect,
  'interest' | 'rep' | 'opening' | 'arrivedAt' | 'fairName' | 'fairCode' | 'decidesAt'
>;

function prospectOf({ span }: Maker, roll: Dice, arrival: Arrival, known: Known): Prospect {
  const opening = openingOf(known.line, arrival, span.end, roll);
  const { days, spread, most } = NURTURE[known.line];
  const wait = Math.min(most, logNormal(roll, days, spread)) * DAY;
  const earliest = opening.knownAt + HOUR / 4;
  const day = midnight(Math.max(arrival.at + wait, earliest));
  return {
    ...known,
    interest: normal(roll),
    rep: repFor(roll, known),
    opening,
    arrivedAt: arrival.at,
    fairName: arrival.fair?.name ?? null,
    fairCode: arrival.fair?.code ?? null,
    // Decisions fall between nine and nine.
    decidesAt: Math.floor(Math.max(earliest, day + (9 + 12 * roll()) * HOUR)),
  };
}

function shuffled<T>(items: T[]): T[] {
  const roll = dice(1, 0, 0);
  return items
    .map((item) => ({ item, at: roll() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
