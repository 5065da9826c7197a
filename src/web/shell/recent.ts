import type { IconName } from '../ui/icon-paths.ts';

/** What the palette offers before anything is typed. */
export type Recent = { label: string; subtitle?: string; to: string; icon: IconName };

const place = 'tandem.recent';
const most = 8;

export function recentItems(): Recent[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '[]') as Recent[];
  } catch {
    return [];
  }
}

export function remember(item: Recent): void {
  const others = recentItems().filter((known) => known.to !== item.to);
  localStorage.setItem(place, JSON.stringify([item, ...others].slice(0, most)));
}
