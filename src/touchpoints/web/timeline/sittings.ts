import type { Touchpoint } from '../touchpoints.ts';

/** The pages somebody looked at without a longer pause: told as one. */
export type Sitting = { touches: Touchpoint[]; pages: number; seconds: number };
/** One line of the timeline: a touch, or a sitting at the place of its newest touch. */
export type Entry<T extends Touchpoint = Touchpoint> = { at: string; touch: T; sitting?: Sitting };

const browsing = new Set(['page_view', 'screen_view', 'page_read']);
const pause = 30 * 60_000;

/** Newest first, as the touches come. What happens between two pages, such as a form, stays a line of its own. */
export function gatherSittings<T extends Touchpoint>(touches: readonly T[]): Entry<T>[] {
  const entries: Entry<T>[] = [];
  // On the line of a company several people may be looking at once.
  const sitting = new Map<string, Entry<T>>();
  for (const touch of touches) {
    if (!browsing.has(touch.kind)) {
      entries.push({ at: touch.occurredAt, touch });
      continue;
    }
    const open = sitting.get(touch.contactId);
    const earliest = open?.sitting?.touches.at(-1);
    if (open?.sitting !== undefined && earliest !== undefined && near(earliest, touch)) {
      open.sitting.touches.push(touch);
    } else {
      const begun = { at: touch.occurredAt, touch, sitting: { touches: [touch], pages: 0, seconds: 0 } };
      sitting.set(touch.contactId, begun);
      entries.push(begun);
    }
  }
  return entries.map(withSums);
}

function near(later: Touchpoint, earlier: Touchpoint): boolean {
  return Date.parse(later.occurredAt) - Date.parse(earlier.occurredAt) <= pause;
}

/** A sitting of one is a plain line. How long it took is what the snippet measured, else from the first page to the last. */
function withSums<T extends Touchpoint>({ sitting, ...entry }: Entry<T>): Entry<T> {
  if (sitting === undefined || sitting.touches.length === 1) return entry;
  const { touches } = sitting;
  const read = touches.reduce((sum, { properties }) => sum + secondsIn(properties), 0);
  const first = touches.at(-1) ?? entry.touch;
  const between = (Date.parse(entry.at) - Date.parse(first.occurredAt)) / 1000;
  const pages = touches.filter(({ kind }) => kind !== 'page_read').length;
  return { ...entry, sitting: { touches, pages, seconds: Math.max(read, between) } };
}

function secondsIn({ seconds }: Touchpoint['properties']): number {
  return typeof seconds === 'number' && seconds > 0 ? seconds : 0;
}
