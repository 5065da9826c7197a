import { isbot } from 'isbot';

const browser = /mozilla|opera|dalvik|cfnetwork|darwin/i;

/** Why this user agent is held to be a machine's; undefined when it looks like a person's browser. */
export function botByName(userAgent: string | undefined): string | undefined {
  if (userAgent === undefined) return undefined;
  if (isbot(userAgent)) return 'named itself';
  return browser.test(userAgent) ? undefined : 'no browser';
}

const DIFFERENT_PAGES = 5;
const WITHIN_MS = 1_000;
const REMEMBERED_MS = 600_000;
const MOST_VISITORS = 20_000;
const MOST_VIEWS = 20;

type View = { visitor: string; page: string; at: number };
type Seen = { views: { page: string; at: number }[]; botUntil: number };
export type BurstWatch = (view: View) => boolean;

/**
 * Five different pages within a second are no reader, whatever the browser calls itself: that is how scanners in data
 * centres go through every link. Judged by when the pages were seen, not by when the messages came, because a phone
 * hands in an afternoon at once. What it has learnt lives in this process; a few views before the fifth are let through.
 */
export function watchBursts(): BurstWatch {
  const visitors = new Map<string, Seen>();
  return ({ visitor, page, at }) => {
    const seen = visitors.get(visitor) ?? { views: [], botUntil: 0 };
    visitors.delete(visitor);
    visitors.set(visitor, seen);
    // The one not heard of for longest stands first.
    if (visitors.size > MOST_VISITORS) visitors.delete(visitors.keys().next().value ?? '');
    const near = seen.views.filter((view) => Math.abs(at - view.at) < WITHIN_MS);
    seen.views = [...near.slice(1 - MOST_VIEWS), { page, at }];
    if (
      near.length >= DIFFERENT_PAGES - 1 &&
      new Set(seen.views.map((view) => view.page)).size >= DIFFERENT_PAGES
    )
      seen.botUntil = at + REMEMBERED_MS;
    return at < seen.botUntil;
  };
}
