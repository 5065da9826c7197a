import type { Estimate } from './use-list-pages.ts';

/** What the last list of a noun showed: a record opened from it knows its neighbours and the way back. */
type Trail = {
  ids: string[];
  /** The list goes on after the last of them. */
  more: boolean;
  estimate: Estimate | undefined;
  /** As the server was asked for the list: it is asked the same for who stands beside a record. */
  request: Record<string, string>;
  href: string;
  name: string;
};
export type Place = Omit<Trail, 'ids' | 'more'> & {
  index: number;
  previous: string | undefined;
  next: string | undefined;
  /** The last one remembered, and not the last of the list. */
  atEnd: boolean;
};

/** As many as sessionStorage holds without anybody noticing. */
const longest = 2000;
const trails = new Map<string, Trail>();

export function leaveTrail(noun: string, trail: Trail): void {
  const ids = trail.ids.slice(0, longest);
  keep(noun, { ...trail, ids, more: trail.more || ids.length < trail.ids.length });
}

/** The list goes on with this record, or ends where it was. */
export function extendTrail(noun: string, last: string, next: string | null): void {
  const trail = trailOf(noun);
  if (trail?.ids.at(-1) !== last) return;
  keep(noun, next === null ? { ...trail, more: false } : { ...trail, ids: [...trail.ids, next] });
}

export function placeInList(noun: string, id: string): Place | undefined {
  const trail = trailOf(noun);
  const index = trail?.ids.indexOf(id) ?? -1;
  if (trail === undefined || index < 0) return undefined;
  const { ids, more, ...list } = trail;
  const atEnd = more && index === ids.length - 1;
  return { ...list, index, previous: ids[index - 1], next: ids[index + 1], atEnd };
}

function keep(noun: string, trail: Trail): void {
  trails.set(noun, trail);
  try {
    sessionStorage.setItem(`tandem.trail.${noun}`, JSON.stringify(trail));
  } catch {
    // A full or closed storage costs the neighbours after a reload, nothing else.
  }
}

function trailOf(noun: string): Trail | undefined {
  return trails.get(noun) ?? storedTrail(noun);
}

function storedTrail(noun: string): Trail | undefined {
  try {
    const text = sessionStorage.getItem(`tandem.trail.${noun}`);
    return text === null ? undefined : (JSON.parse(text) as Trail);
  } catch {
    return undefined;
  }
}
