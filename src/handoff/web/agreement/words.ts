import { count, money, percent, unitsOf } from '../../../web/numbers.ts';
import type { Agreement, Line } from './agreements.ts';

/** The agreement's numbers in the words of the people who are measured by them. */

export const stateWords: Record<Agreement['state'], string> = {
  draft: 'Draft',
  proposed: 'Proposed',
  in_force: 'In force',
  retired: 'Retired',
  withdrawn: 'Withdrawn',
};

export const sideWords = { marketing: 'Marketing', sales: 'Sales' } as const;

/** 0.86 of a share → "86%", 44100 of money → "£441" */
export function amountWords({ unit, currency }: Pick<Line, 'unit' | 'currency'>, value: number): string {
  if (unit === 'share') return percent(value, 1, 1);
  const rounded = Math.round(value);
  return unit === 'money' && currency !== null ? money(rounded, currency) : count(rounded);
}

/** "pace 430", "of 90%", "of 120" */
export function against(line: Line): string {
  if (line.pace !== null) return `pace ${amountWords(line, whole(line, line.pace))}`;
  return `of ${amountWords(line, line.target)}`;
}

/** How far above or below: "+11", "−4 pt"; nothing when it is neither. */
export function apart({ unit, currency, difference }: Line): string {
  if (difference === null) return '';
  const size = Math.abs(difference);
  const words =
    unit === 'share'
      ? `${Number((size * 100).toFixed(1))} pt`
      : amountWords(
          { unit, currency },
          unit === 'money' ? whole({ unit, currency }, size) : Math.floor(size),
        );
  if (Number.parseFloat(words.replaceAll(/[^\d.]/g, '')) === 0) return '';
  return `${difference < 0 ? '−' : '+'}${words}`;
}

/** A pace has no pennies. */
function whole({ unit, currency }: Pick<Line, 'unit' | 'currency'>, value: number): number {
  if (unit !== 'money' || currency === null) return value;
  const units = unitsOf(currency);
  return Math.round(value / units) * units;
}

/** "1 of 3": a promise that had no case is neither kept nor broken. */
export function keptWords(lines: readonly Pick<Line, 'state'>[]): string {
  const counted = lines.filter(({ state }) => state !== 'open');
  return keptOf(counted.filter(({ state }) => state === 'kept').length, counted.length);
}

export function keptOf(kept: number, of: number): string {
  return of === 0 ? '–' : `${kept} of ${of}`;
}

/** Of a case whose name one may not see. */
export function leadWords(rep: { name: string } | null): string {
  return rep === null ? 'A lead of another team' : `A lead of ${rep.name}`;
}

/** Without the time it allows: "First response". */
export function shortName(name: string): string {
  return name.replace(/ within .*$/, '');
}

const HOUR = 60;
const DAY = 8 * HOUR;

/** Of working time: '22 min', '2 h 05', '3 days'. */
export function lengthWords(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes));
  if (whole < HOUR) return `${whole} min`;
  if (whole >= 2 * DAY) return `${Math.floor(whole / DAY)} days`;
  const rest = whole % HOUR;
  return rest === 0 ? `${whole / HOUR} h` : `${Math.floor(whole / HOUR)} h ${String(rest).padStart(2, '0')}`;
}

/** '2026-11' → "November 2026" */
export function monthWords(month: string): string {
  return new Date(`${month}-15T12:00:00Z`).toLocaleDateString('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

export function monthFrom(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 15)).toISOString().slice(0, 7);
}
