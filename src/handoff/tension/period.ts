import { Temporal } from 'temporal-polyfill';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { invalidField } from '../../platform/errors.ts';
import { zoneOf } from '../../workspace/workspace.ts';

export type Period = { from: Date; to: Date };
type Asked = { days?: number | undefined; from?: string | undefined; to?: string | undefined };

const LONGEST_DAYS = 1_096;

/** The last so many days until now, or whole days of the calendar of whoever asks; `to` is not among them any more. */
export async function periodOf(db: Db, who: Actor, asked: Asked, otherwise: number): Promise<Period> {
  const until = now();
  const { from, to, days = otherwise } = asked;
  if (from === undefined && to === undefined)
    return { from: new Date(until.getTime() - days * 86_400_000), to: until };
  const zone = await zoneOf(db, who);
  const end = to === undefined ? until : beginning(to, zone, 1);
  const begin = from === undefined ? new Date(end.getTime() - days * 86_400_000) : beginning(from, zone);
  if (begin >= end) throw invalidField('to', 'The last day comes after the first.');
  if (end.getTime() - begin.getTime() > LONGEST_DAYS * 86_400_000)
    throw invalidField('from', 'Choose a period of up to three years.');
  return { from: begin, to: end };
}

function beginning(day: string, zone: string, later = 0): Date {
  const at = Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(zone);
  return new Date(at.epochMilliseconds);
}
