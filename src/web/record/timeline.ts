import type { ReactNode } from 'react';
import type { TeamKind } from '../session.ts';
import { dayOf } from '../time.ts';
import type { IconName } from '../ui/icon-paths.ts';

export type TimelineItem = {
  id: string;
  at: string;
  team?: TeamKind | undefined;
  icon: IconName;
  title: ReactNode;
  /** A line below: channel, campaign, outcome. */
  detail?: ReactNode;
  /** What somebody wrote. */
  note?: ReactNode;
  /** Everything else that is known of it, for those who ask. */
  more?: ReactNode;
  /** What it tells of: by these ids the page can be scrolled to it. */
  ids?: readonly string[] | undefined;
  /** Offline touches are rings, flags (hand-off, order) are ink. */
  look?: 'offline' | 'flag' | undefined;
};

export type Day = { day: string; at: Date; items: TimelineItem[] };

/** Newest first, one group per day of the user's own calendar. */
export function byDay(items: readonly TimelineItem[], timeZone: string): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const at = new Date(item.at);
    const day = dayOf(at, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, at, items: [item] });
  }
  return days;
}
