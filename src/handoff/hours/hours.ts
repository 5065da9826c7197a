import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { usualWorkingTime, workingTimesOf, type WorkingTime } from '../../workspace/workspace.ts';
import type { Hours, RepHours } from './contract.ts';

const YEAR_MS = 365 * 86_400_000;

/** When these reps work, and when somebody usually does, so that a page counts their clocks by itself. */
export async function hoursOf(db: Db, reps: string[]): Promise<{ items: RepHours[]; usual: Hours }> {
  const times = await workingTimesOf(db, reps);
  const items = [...times].map(([repId, time]) => ({ repId, ...asHours(time) }));
  return { items, usual: asHours(await usualWorkingTime(db)) };
}

function asHours({ timeZone, hours, holidays }: WorkingTime): Hours {
  const [since, until] = [dayIn(-2), dayIn(1)];
  return {
    timeZone,
    week: Object.fromEntries(Object.entries(hours)),
    holidays: [...holidays].filter((day) => day >= since && day <= until).toSorted(),
  };
}

function dayIn(years: number): string {
  return new Date(now().getTime() + years * YEAR_MS).toISOString().slice(0, 10);
}
