/** Cut-offs in time: at each, what was known is held against what came afterwards. */

const DAY = 86_400_000;
/** Often enough for many examples, rarely enough that something has happened in between. */
const STEP_DAYS = 14;
const MOST_CUT_OFFS = 52;

/** Newest first: the newest is so long ago that its window has ended, the oldest has some history before it. */
export function cutOffsOf(at: Date, windowDays: number, since: Date): Date[] {
  const cutOffs: Date[] = [];
  const first = since.getTime() + STEP_DAYS * DAY;
  for (let nth = 0; nth < MOST_CUT_OFFS; nth++) {
    const cutOff = at.getTime() - (windowDays + nth * STEP_DAYS) * DAY;
    if (cutOff < first) break;
    cutOffs.push(new Date(cutOff));
  }
  return cutOffs;
}

/** Whether all of this cut-off's outcomes were known when the newest was. */
export function knownBefore(cutOff: Date, newest: Date, windowDays: number): boolean {
  return cutOff.getTime() + windowDays * DAY <= newest.getTime();
}

export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / DAY;
}
