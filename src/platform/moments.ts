import { sql, type RawBuilder } from 'kysely';
import type { Asked, Compiled } from './conditions.ts';

/** Conditions on a moment that the clock can change. Spans are exact hours, so that they can be added and taken away. */

const spanPattern = /^(\d{1,4})([hdwmy])$/;

const HOUR_MS = 3_600_000;
const hours: Record<string, number> = { h: 1, d: 24, w: 168, m: 720, y: 8_760 };
const names: Record<string, string> = { h: 'hour', d: 'day', w: 'week', m: 'month', y: 'year' };

/** `30d` in milliseconds; a month is 30 days and a year 365. Undefined when it is no span. */
export function spanMs(text: unknown): number | undefined {
  const [, amount, unit = ''] = spanPattern.exec(String(text)) ?? [];
  return amount === undefined || Number(amount) === 0
    ? undefined
    : Number(amount) * (hours[unit] ?? 0) * HOUR_MS;
}

/** `30d` → "30 days" */
export function spanWords(text: string): string {
  const [, amount = '', unit = ''] = spanPattern.exec(text) ?? [];
  return `${Number(amount)} ${names[unit] ?? ''}${Number(amount) === 1 ? '' : 's'}`;
}

/** '2026-11-23' → "23 Nov 2026" */
export function dayWords(day: string): string {
  const at = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

export type Moving = 'in_last' | 'over_ago' | 'in_next';

/** `moment` is SQL of ours for a timestamptz. */
export function movingMoment(
  moment: (alias: string) => RawBuilder<Date | null>,
  operator: Moving,
  ms: number,
  { at }: Pick<Asked, 'at'>,
): Required<Omit<Compiled, 'set' | 'sure'>> {
  const span = sql`make_interval(secs => ${ms / 1000}::double precision)`;
  const from = new Date(at.getTime() - ms);
  const until = new Date(at.getTime() + ms);
  const never = () => sql<boolean>`false`;
  if (operator === 'in_last')
    return {
      inside: (t) => sql`(${moment(t)} > ${from}::timestamptz and ${moment(t)} <= ${at}::timestamptz)`,
      // What lies ahead will have been.
      possible: (t) => sql`${moment(t)} > ${from}::timestamptz`,
      certain: never,
      due: (t) => sql`case when ${moment(t)} > ${at}::timestamptz then ${moment(t)}
        when ${moment(t)} > ${from}::timestamptz then ${moment(t)} + ${span} end`,
    };
  if (operator === 'over_ago')
    return {
      inside: (t) => sql`${moment(t)} <= ${from}::timestamptz`,
      possible: (t) => sql`${moment(t)} is not null`,
      certain: (t) => sql`${moment(t)} <= ${from}::timestamptz`,
      due: (t) => sql`case when ${moment(t)} > ${from}::timestamptz then ${moment(t)} + ${span} end`,
    };
  return {
    inside: (t) => sql`(${moment(t)} > ${at}::timestamptz and ${moment(t)} <= ${until}::timestamptz)`,
    possible: (t) => sql`${moment(t)} > ${at}::timestamptz`,
    certain: never,
    due: (t) => sql`case when ${moment(t)} > ${until}::timestamptz then ${moment(t)} - ${span}
      when ${moment(t)} > ${at}::timestamptz then ${moment(t)} end`,
  };
}
