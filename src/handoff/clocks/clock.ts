import { addWorkingTime, workingMinutesBetween, type WorkingTime } from '../../workspace/workspace.ts';
import type { SalesPromise, Step } from '../agreement/agreement.ts';

/**
 * A clock counts working minutes. Until `countedFrom` it has used `usedMinutes`, by the working time of whoever had it;
 * from there on the working time of whoever has it now counts. Every moment of it can so be computed, nothing ticks.
 */
export type Counting = { countedFrom: Date; usedMinutes: number };

/** What happens by itself at so many working minutes after the start. */
export type Moment = { offset: number; does: 'miss' | Exclude<Step['do'], 'consequence'> };

/**
 * In the order they come. A step after the miss waits for the grace to be over. A consequence is none: it follows from
 * the month as a whole.
 */
export function momentsOf({ withinMinutes, graceMinutes, steps }: Terms): Moment[] {
  const moments: Moment[] = [{ offset: withinMinutes + graceMinutes, does: 'miss' }];
  for (const { do: does, afterMinutes } of steps) {
    if (does === 'consequence') continue;
    const wait = afterMinutes < 0 ? afterMinutes : Math.max(afterMinutes, graceMinutes);
    // A reminder before the start would come with the lead itself.
    if (withinMinutes + wait > 0) moments.push({ offset: withinMinutes + wait, does });
  }
  const place = ({ offset, does }: Moment) => offset * 2 + (does === 'miss' ? 0 : 1);
  return moments.toSorted((a, b) => place(a) - place(b));
}

export type Terms = Pick<SalesPromise, 'withinMinutes' | 'graceMinutes' | 'steps'>;

/** When `offset` working minutes are used up. */
export function momentAt(time: WorkingTime, { countedFrom, usedMinutes }: Counting, offset: number): Date {
  const left = offset - usedMinutes;
  // Somebody who does not work in the next ten years: a clock that stood still would let the lead be forgotten.
  return addWorkingTime(time, countedFrom, left) ?? new Date(countedFrom.getTime() + left * 60_000);
}

export function usedAt(time: WorkingTime, { countedFrom, usedMinutes }: Counting, at: Date): number {
  return usedMinutes + Math.max(0, workingMinutesBetween(time, countedFrom, at));
}

/** In other hands from `at` on: what was used stays used. */
export function handedOver(before: WorkingTime, counting: Counting, at: Date): Counting {
  if (at <= counting.countedFrom) return counting;
  return { countedFrom: at, usedMinutes: usedAt(before, counting, at) };
}

export type Dates = { dueAt: Date; lateAt: Date; nextAt: Date | null };

/** All that is ahead, by this working time. What is past stays as it was, and nobody is late before they could know. */
export function datesAhead(
  time: WorkingTime,
  counting: Counting,
  terms: Terms,
  { dueAt, lateAt, nextAt, step }: Dates & { step: number },
  at: Date,
): Dates {
  const ahead = (offset: number) =>
    new Date(Math.max(at.getTime(), momentAt(time, counting, offset).getTime()));
  const { withinMinutes, graceMinutes } = terms;
  const next = momentsOf(terms)[step];
  return {
    dueAt: dueAt <= at ? dueAt : ahead(withinMinutes),
    lateAt: lateAt <= at ? lateAt : ahead(withinMinutes + graceMinutes),
    nextAt: nextAt === null || !next ? null : ahead(next.offset),
  };
}

export function startingDates(time: WorkingTime, counting: Counting, terms: Terms): Dates {
  const [first] = momentsOf(terms);
  return {
    dueAt: momentAt(time, counting, terms.withinMinutes),
    lateAt: momentAt(time, counting, terms.withinMinutes + terms.graceMinutes),
    nextAt: first ? momentAt(time, counting, first.offset) : null,
  };
}
