import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Asked, Compiled, Sql } from './conditions.ts';
import { dayWords, spanMs, spanWords } from './moments.ts';

/** Conditions on how often something happened to a contact, and when: "at least 3 times in the last 30 days". */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter a date such as 2026-03-01.');

export const period = z.union([
  z.strictObject({
    last: z.string().refine((text) => spanMs(text) !== undefined, 'Enter a span such as 30d.'),
  }),
  z
    .strictObject({ from: day.optional(), to: day.optional() })
    .refine(({ from, to }) => !from || !to || from <= to, 'The first day comes before the last.'),
]);
export const times = z.strictObject({
  is: z.enum(['at_least', 'at_most', 'exactly']),
  count: z.int().min(0).max(1_000),
});

export type Period = z.output<typeof period>;
export type Times = z.output<typeof times>;

export type Occurrences = {
  /** A table of ours with an alias, `touchpoints.touchpoints as t`. */
  from: string;
  /** Its columns: whose it is, and when it happened. */
  contact: string;
  moment: string;
  where: Sql;
  times: Times;
  period: Period;
};

export function isOnClock({ period }: Pick<Occurrences, 'period'>): boolean {
  return 'last' in period;
}

const EVER = 3_650;

/** How much there is to read, as far as one can say without looking. */
export function daysToRead({ period }: Pick<Occurrences, 'period'>): number {
  if ('last' in period) return (spanMs(period.last) ?? 0) / 86_400_000;
  return period.from && period.to ? (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 + 1 : EVER;
}

/** Of everybody by one grouped scan, cut to the months asked about; of few contacts by a look at each. */
export function compileOccurrences(occurrences: Occurrences, asked: Asked): Compiled {
  const { is, count } = occurrences.times;
  // At most n is what is left of everybody without those who did it more often.
  if (is === 'at_most' || count === 0) return without(occurrences, count + 1, asked);
  return is === 'at_least' ? atLeast(occurrences, count, asked) : exactly(occurrences, count, asked);
}

const isThere = (alias: string) => sql<boolean>`${sql.raw(alias)}.contact_id is not null`;
const isMissing = (alias: string) => sql<boolean>`${sql.raw(alias)}.contact_id is null`;
const dueOf = (alias: string) => sql<Date | null>`${sql.raw(alias)}.due_at`;
const never = () => sql<boolean>`false`;

function atLeast(occurrences: Occurrences, count: number, asked: Asked): Compiled {
  const set = thoseWith(occurrences, count, asked);
  if (!isOnClock(occurrences)) return { set, inside: isThere, sure: true };
  return { set, inside: isThere, certain: never, due: dueOf, sure: true };
}

function without(occurrences: Occurrences, count: number, asked: Asked): Compiled {
  const set = thoseWith(occurrences, count, asked);
  if (!isOnClock(occurrences)) return { set, inside: isMissing, sure: true };
  return { set, inside: isMissing, possible: () => sql`true`, due: dueOf, sure: true };
}

function exactly(occurrences: Occurrences, count: number, asked: Asked): Compiled {
  const set = thoseWith(occurrences, count, asked, 1);
  const inside = (alias: string) => sql<boolean>`coalesce(${sql.raw(alias)}.times = ${count}, false)`;
  if (!isOnClock(occurrences)) return { set, inside, sure: true };
  return { set, inside, possible: isThere, certain: never, due: dueOf, sure: true };
}

/** Contacts with so many or more: `times` (counted so many further) and `due_at`, when that number may go down. */
function thoseWith(occurrences: Occurrences, count: number, asked: Asked, further = 0): RawBuilder<unknown> {
  return asked.few
    ? lookedUp(occurrences, count, asked, further)
    : grouped(occurrences, count, asked, count === 1 && further === 0 ? sql`max` : sql`min`);
}

/** Newest first along the contact's key, and no further than needed. The due moment is exact. */
function lookedUp(
  { from, contact, moment, where, period }: Occurrences,
  count: number,
  { at }: Asked,
  further: number,
) {
  const [who, when] = [sql.raw(contact), sql.raw(moment)];
  return sql`select c.id as contact_id, times ${dueAfter(sql`moments[times]`, period)}
    from (select array_agg(moment) as moments, count(*) as times from (
      select ${when} as moment from ${sql.raw(from)}
      where ${who} = c.id and ${where} and ${within(when, period, at)} order by ${when} desc limit ${count + further}
    ) as newest) as summed where times >= ${count}`;
}

/**
 * Of many contacts the oldest must do for when they drop below: it is exact for whoever has just enough, and the others
 * are looked at again then, one by one. Sorting everybody's would not pay. Where one is enough, it is the newest.
 */
function grouped(
  { from, contact, moment, where, period }: Occurrences,
  count: number,
  { at, among }: Asked,
  which: RawBuilder<unknown>,
) {
  const [who, when] = [sql.raw(contact), sql.raw(moment)];
  const enough = count > 1 ? sql`having count(*) >= ${count}` : sql``;
  return sql`select ${who} as contact_id, count(*) as times ${dueAfter(sql`${which}(${when})`, period)}
    from ${sql.raw(from)}
    where ${where} and ${among(contact)} and ${within(when, period, at)} group by ${who} ${enough}`;
}

function dueAfter(moment: RawBuilder<unknown>, period: Period): RawBuilder<unknown> {
  if (!('last' in period)) return sql``;
  const seconds = (spanMs(period.last) ?? 0) / 1000;
  return sql`, ${moment} + make_interval(secs => ${seconds}::double precision) as due_at`;
}

function within(moment: RawBuilder<unknown>, period: Period, at: Date): Sql {
  if ('last' in period)
    return sql`${moment} > ${new Date(at.getTime() - (spanMs(period.last) ?? 0))}::timestamptz`;
  const { from, to } = period;
  const start = from ? sql<boolean>`${moment} >= ${startOf(from)}::timestamptz` : sql<boolean>`true`;
  return to ? sql`${start} and ${moment} < ${startOf(to, 1)}::timestamptz` : start;
}

function startOf(day: string, daysLater = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + daysLater * 86_400_000);
}

export function periodWords(period: Period): string {
  if ('last' in period) return `in the last ${spanWords(period.last)}`;
  const { from, to } = period;
  if (from && to)
    return from === to ? `on ${dayWords(from)}` : `between ${dayWords(from)} and ${dayWords(to)}`;
  if (from) return `since ${dayWords(from)}`;
  return to ? `until ${dayWords(to)}` : '';
}

/** "at least 3 times"; nothing for once or more, which goes without saying. */
export function timesWords({ is, count }: Times): string {
  if (is === 'at_least' && count === 1) return '';
  const words = { at_least: 'at least ', at_most: 'at most ', exactly: 'exactly ' }[is];
  return `${words}${count === 1 ? 'once' : count === 2 && is !== 'at_least' ? 'twice' : `${count} times`}`;
}

export function isNever({ is, count }: Times): boolean {
  return count === 0 && is !== 'at_least';
}
