import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { knownBefore } from './cut-offs.ts';
import { findExamples, type Examples } from './examples.ts';
import { FEWEST_AFTER, FEWEST_BEFORE } from './learning.ts';

/** Fewer customers, and what is learnt is chance. */
const FEWEST_CUSTOMERS = 100;

/** What people would choose, the longest first; and, where none of them has enough in it, all others worth a try. */
const USUAL = [90, 60, 45];
const OTHERS = Array.from({ length: 31 }, (_, nth) => 30 + 5 * nth);

/**
 * A window with enough in it to be learnt from and tested on: of the usual ones the one with most, else of the others.
 * For who has no window in mind, as in a sample that is as young as the day it is loaded on.
 */
export async function chooseWindow(db: Db): Promise<number> {
  const usual = await fullest(db, USUAL);
  return usual.enough >= 1 ? usual.windowDays : (await fullest(db, OTHERS)).windowDays;
}

async function fullest(db: Db, windows: readonly number[]): Promise<{ windowDays: number; enough: number }> {
  let best = { windowDays: windows[0] ?? 0, enough: 0 };
  for (const windowDays of windows) {
    const { customers, before, after } = evidenceOf(await findExamples(db, now(), windowDays), windowDays);
    const enough = Math.min(customers / FEWEST_CUSTOMERS, before / FEWEST_BEFORE, after / FEWEST_AFTER);
    if (enough > best.enough) best = { windowDays, enough };
  }
  return best;
}

/** Customers in all, among the examples that were known when the newest cut-off was, and of the newest cut-off. */
function evidenceOf(found: Examples, windowDays: number) {
  const { customers, examples, cutOffs } = found;
  const [newest] = cutOffs;
  const limit = cutOffs[knownFrom(found, windowDays)];
  const became = examples.filter((example) => example.became);
  return {
    customers,
    before: became.filter(({ cutOff }) => limit !== undefined && cutOff <= limit).length,
    after: became.filter(({ cutOff }) => cutOff.getTime() === newest?.getTime()).length,
  };
}

/** From which cut-off on all outcomes were known when the newest was. */
export function knownFrom({ cutOffs }: Examples, windowDays: number): number {
  const [newest] = cutOffs;
  const nth = newest ? cutOffs.findIndex((cutOff) => knownBefore(cutOff, newest, windowDays)) : -1;
  return nth < 0 ? cutOffs.length : nth;
}

/** What is missing, in a sentence; null when there is enough. */
export function refusalOf(found: Examples, windowDays: number): string | null {
  const { customers, before, after } = evidenceOf(found, windowDays);
  if (customers < FEWEST_CUSTOMERS)
    return (
      `There ${customers === 1 ? 'is 1 customer' : `are ${customers} customers`}; it takes ${FEWEST_CUSTOMERS}. ` +
      `${missing(FEWEST_CUSTOMERS - customers)} ` +
      `Counted are people whom you knew before they became customers, ${windowDays} days ago or earlier.`
    );
  if (before < FEWEST_BEFORE)
    return (
      `The history is too short to be tested on: for ${before} of the customers it was known early enough, ` +
      `and it takes ${FEWEST_BEFORE}. ${missing(FEWEST_BEFORE - before)} A shorter window than ${windowDays} days needs less.`
    );
  if (after < FEWEST_AFTER)
    return (
      `Of the people you knew ${windowDays} days ago ${after} became customers since, and it takes ${FEWEST_AFTER} ` +
      `to see whether what was learnt still holds. ${missing(FEWEST_AFTER - after)}`
    );
  return null;
}

function missing(count: number): string {
  return `${count} ${count === 1 ? 'is' : 'are'} missing.`;
}
