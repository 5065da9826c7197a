import { between, chance, type Dice } from './dice.ts';
import { effects } from './effects.ts';
import type { Line } from './lines.ts';

/** The history of the sample: 24 months that end at a given moment. All times here are milliseconds, all days UTC. */
export type Span = { start: number; end: number };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const DAYS = 730;

export function spanTo(end: Date): Span {
  return { start: midnight(end.getTime()) - (DAYS - 1) * DAY, end: end.getTime() };
}

export function midnight(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** People who turn up in a month, against the average month. Salons plan in January and September, shops sell in November. */
export const seasons: Record<Line, readonly number[]> = {
  d2c: [0.95, 0.9, 0.95, 1, 1.05, 1, 0.9, 0.85, 0.95, 1.05, 1.3, 1.1],
  retail: [1, 1.15, 1.2, 1.05, 0.95, 0.85, 0.75, 0.75, 1.2, 1.15, 0.95, 0.7],
  wholesale: [1.2, 1.1, 1.05, 1, 0.95, 0.9, 0.75, 0.7, 1.25, 1.15, 1.05, 0.65],
};

/** Sunday first; the first effect of them, Monday's, is in the table. */
const weekdays: Record<Line, readonly number[]> = {
  d2c: [1.15, effects.monday.size, 1, 1, 1, 0.95, 1.05],
  retail: [0.1, effects.monday.size, 1.1, 1.05, 1, 0.8, 0.15],
  wholesale: [0.5, effects.monday.size, 1.1, 1.05, 1, 0.7, 0.4],
};

/** Days before the end, first and last. */
type Flight = readonly [from: number, to: number];
const radioFlights: readonly Flight[] = [
  [694, 667],
  [430, 403],
  [214, 187],
  [62, 35],
];
const televisionFlights: readonly Flight[] = [
  [600, 580],
  [236, 216],
];

export type Fair = { name: string; city: string; code: string; daysAgo: number; days: number };

/** Every year's at the same time; Salon North was 58 days ago. */
export const fairs: readonly Fair[] = [
  { name: 'Salon North', city: 'Leeds', code: 'salon-north', daysAgo: 58, days: 2 },
  { name: 'Salon North', city: 'Leeds', code: 'salon-north', daysAgo: 422, days: 2 },
  { name: 'Hair & Trade London', city: 'London', code: 'hair-trade-london', daysAgo: 275, days: 3 },
  { name: 'Hair & Trade London', city: 'London', code: 'hair-trade-london', daysAgo: 639, days: 3 },
  { name: 'Haarforum Düsseldorf', city: 'Düsseldorf', code: 'haarforum', daysAgo: 239, days: 2 },
  { name: 'Haarforum Düsseldorf', city: 'Düsseldorf', code: 'haarforum', daysAgo: 603, days: 2 },
  { name: 'Forum Coiffure Lyon', city: 'Lyon', code: 'forum-coiffure', daysAgo: 140, days: 2 },
  { name: 'Forum Coiffure Lyon', city: 'Lyon', code: 'forum-coiffure', daysAgo: 505, days: 2 },
];

/** On a day of a fair so many times the usual people turn up, most of them at the stand. */
const FAIR_FACTOR = 6;

/** What brought somebody on the day they turned up; `usual` is everything that goes on all year. */
export type Driver = 'usual' | 'radio' | 'television' | 'black_friday' | 'fair';
export type Arrival = { at: number; driver: Driver; fair: Fair | null };

/** When the people of a line turn up: their whole history as one curve, from which the n-th of them takes their place. */
export type Curve = { line: Line; span: Span; until: Float64Array; days: readonly DayFacts[] };
type DayFacts = { fair: Fair | null; radio: boolean; television: boolean; blackFriday: boolean };

export function curveOf(line: Line, span: Span): Curve {
  const days = Array.from({ length: DAYS }, (_, day) => factsOf(line, span, span.start + day * DAY));
  const until = new Float64Array(DAYS);
  let sum = 0;
  for (let day = 0; day < DAYS; day++) {
    sum += weightOf(line, span, day, days[day] ?? NOTHING);
    until[day] = sum;
  }
  return { line, span, until: until.map((each) => each / sum), days };
}

/** Somebody whose place among all who turn up is `place`, from 0 to 1. */
export function arrive(curve: Curve, place: number, roll: Dice): Arrival {
  const day = dayAt(curve.until, place);
  const facts = curve.days[day] ?? NOTHING;
  const at = timeOfDay(curve, curve.span.start + day * DAY, roll);
  return { at, driver: driverOf(facts, roll), fair: facts.fair };
}

export function fairDate(span: Span, { daysAgo }: Fair): number {
  return midnight(span.end) - daysAgo * DAY;
}

/** Never in the future; business people in the day, shoppers in the evening too. */
export function timeOfDay({ line, span }: Pick<Curve, 'line' | 'span'>, day: number, roll: Dice): number {
  const late = line === 'd2c' && chance(roll, 0.45);
  const hour = late ? between(roll, 18, 23.5) : between(roll, 7.5, 18.5);
  const at = Math.floor(day + hour * HOUR);
  return at < span.end
    ? at
    : Math.floor(between(roll, Math.max(midnight(span.end), span.end - 20 * HOUR), span.end));
}

/** The same day, at an hour in which such people are awake; business people not at the weekend, but before it. */
export function whenAwake(line: Line, at: number, roll: Dice): number {
  const day = midnight(at);
  const weekday = new Date(day).getUTCDay();
  const early = line === 'd2c' ? 0 : weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  return timeOfDay({ line, span: ALWAYS }, day - early * DAY, roll);
}

const ALWAYS: Span = { start: 0, end: Number.MAX_SAFE_INTEGER };
const NOTHING: DayFacts = { fair: null, radio: false, television: false, blackFriday: false };

function factsOf(line: Line, span: Span, day: number): DayFacts {
  const ago = Math.round((midnight(span.end) - day) / DAY);
  const isIn = (flights: readonly Flight[]) => flights.some(([from, to]) => ago <= from && ago >= to);
  const fair = fairs.find(({ daysAgo, days }) => ago <= daysAgo && ago > daysAgo - days) ?? null;
  return {
    fair: line === 'd2c' ? null : fair,
    radio: isIn(radioFlights),
    television: line === 'd2c' && isIn(televisionFlights),
    blackFriday: line === 'd2c' && isBlackFridayWeek(day),
  };
}

function weightOf(line: Line, span: Span, day: number, facts: DayFacts): number {
  const at = new Date(span.start + day * DAY);
  const grown = effects.growth.size ** (day / 365);
  const usual =
    grown *
    (seasons[line][at.getUTCMonth()] ?? 1) *
    (weekdays[line][at.getUTCDay()] ?? 1) *
    shareOfDay(span, day);
  return (
    usual *
    (facts.radio ? effects.radio_flight.size : 1) *
    (facts.television ? effects.tv_flight.size : 1) *
    (facts.blackFriday ? effects.black_friday.size : 1) *
    (facts.fair ? FAIR_FACTOR : 1)
  );
}

/** Today is not over. */
function shareOfDay({ start, end }: Span, day: number): number {
  return Math.max(0.02, Math.min(1, (end - start - day * DAY) / DAY));
}

/** Of a factor f, the share (f − 1) / f would not be here without it. */
function driverOf({ fair, radio, television, blackFriday }: DayFacts, roll: Dice): Driver {
  const by = (factor: number) => chance(roll, (factor - 1) / factor);
  if (fair && by(FAIR_FACTOR)) return 'fair';
  if (radio && by(effects.radio_flight.size)) return 'radio';
  if (television && by(effects.tv_flight.size)) return 'television';
  if (blackFriday && by(effects.black_friday.size)) return 'black_friday';
  return 'usual';
}

/** Monday to Sunday around the fourth Friday of November. */
function isBlackFridayWeek(day: number): boolean {
  const at = new Date(day);
  const first = new Date(Date.UTC(at.getUTCFullYear(), 10, 1)).getUTCDay();
  const friday = 1 + ((5 - first + 7) % 7) + 21;
  const distance = Math.round((day - Date.UTC(at.getUTCFullYear(), 10, friday)) / DAY);
  return distance >= -4 && distance <= 2;
}

function dayAt(until: Float64Array, place: number): number {
  let low = 0;
  let high = until.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((until[middle] ?? 1) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
