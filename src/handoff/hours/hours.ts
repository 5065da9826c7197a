import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { workingTimesOf } from '../../workspace/workspace.ts';
import type { RepHours } from './contract.ts';

const DAY_MS = 86_400_000;

/** When these reps work, so that a page counts their clocks by itself. */
export async function hoursOf(db: Db, reps: string[]): Promise<RepHours[]> {
  const times = await workingTimesOf(db, reps);
  const [since, until] = [dayAt(-14), dayAt(90)];
  return [...times].map(([repId, { timeZone, hours, holidays }]) => ({
    repId,
    timeZone,
    week: Object.fromEntries(Object.entries(hours)),
    holidays: [...holidays].filter((day) => day >= since && day <= until).toSorted(),
  }));
}

function dayAt(days: number): string {
  return new Date(now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
