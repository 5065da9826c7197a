import { readDay } from '../properties/spelling.ts';
import type { DateOrder } from './options.ts';

/** How a file writes moments: the order of day and month, and the zone of those that name none. */
type MomentSpelling = { dates?: DateOrder | undefined; timeZone?: string | undefined };

const CLOCK = /(?:^|[\sT,])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?/i;
const ZONE = /(?:Z|UTC|GMT|([+-])(\d{2}):?(\d{2})?)\s*$/i;

/**
 * The moment that "2018-02-26 19:58:54", "26.02.2018 19:58", "2/26/2018 7:58 PM" or a count of seconds since 1970 says;
 * a day alone is its noon, so that it stays that day in every zone near ours. Null when it is none, or could be two.
 */
export function readMoment(
  text: string,
  { dates = 'auto', timeZone = 'UTC' }: MomentSpelling = {},
): Date | null {
  const epoch = /^\d{10}(?:\d{3})?$/.exec(text);
  if (epoch) return valid(new Date(Number(text) * (text.length === 10 ? 1_000 : 1)));
  const clock = CLOCK.exec(text);
  const day = readDay(dayPart(text, clock), dates === 'auto' ? {} : { dayFirst: dates === 'day_first' });
  if (typeof day !== 'string') return null;
  if (!clock) return inZone(day, 12, 0, 0, 0, timeZone);
  const [, hour = '', minute = '', second = '0', fraction = '0', half] = clock;
  const hours = hourOf(Number(hour), half);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const ms = Math.floor(Number(`0.${fraction}`) * 1_000);
  const zone = ZONE.exec(text.slice(clock.index + clock[0].length));
  if (!zone) return inZone(day, hours, Number(minute), Number(second), ms, timeZone);
  const [, sign, zoneHours = '0', zoneMinutes = '0'] = zone;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  return valid(new Date(utc(day, hours, Number(minute), Number(second), ms) - offset * 60_000));
}

/** Which order these values can only be read in; `auto` when nothing tells. */
export function guessDateOrder(values: string[]): DateOrder {
  const slashed = values.flatMap((value) => /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}/.exec(value) ?? []);
  const parts = slashed.filter((_each, place) => place % 3 !== 0).map(Number);
  const isSure = (which: number) => parts.some((part, place) => place % 2 === which && part > 12);
  if (isSure(0)) return 'day_first';
  return isSure(1) ? 'month_first' : 'auto';
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function dayPart(text: string, clock: RegExpExecArray | null): string {
  return (clock ? text.slice(0, clock.index) : text).replace(/[,\s]+$/, '');
}

function hourOf(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function utc(day: string, hour: number, minute: number, second: number, ms: number): number {
  return Date.parse(`${day}T00:00:00Z`) + ((hour * 60 + minute) * 60 + second) * 1_000 + ms;
}

/** The zone's offset is asked for twice: at the first guess it may be that of before a change of clocks. */
function inZone(
  day: string,
  hour: number,
  minute: number,
  second: number,
  ms: number,
  zone: string,
): Date | null {
  const wall = utc(day, hour, minute, second, ms);
  if (zone === 'UTC') return valid(new Date(wall));
  const guess = wall - offsetAt(wall, zone);
  return valid(new Date(wall - offsetAt(guess, zone)));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(time: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(time)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1_000) * 1_000;
}

function valid(at: Date): Date | null {
  const year = at.getUTCFullYear();
  return year >= EARLIEST && year <= LATEST ? at : null;
}

/** Months are partitions: a slip of the pen must not make one in the year 20218. */
const EARLIEST = 1970;
const LATEST = 2100;
