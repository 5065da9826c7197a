import { railGroups, type RailGroup, type RailItem } from '../room.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { rooms } from '../rooms.ts';
import { may, type Session } from '../session.ts';

export type RailSection = { group: RailGroup; icon: IconName; items: RailItem[] };

const icons: Record<RailGroup, IconName> = {
  Today: 'today',
  Audience: 'audience',
  Attract: 'attract',
  'Hand off': 'handoff',
  Sell: 'sell',
  Keep: 'keep',
  Learn: 'learn',
  Settings: 'settings',
};

/** The pages that exist and that this user may see, by group, in the customer's order. */
export function railSections(session: Session | undefined): RailSection[] {
  const items = rooms.flatMap((room) => room.rail).filter((item) => may(session, item.may));
  return railGroups
    .map((group) => ({ group, icon: icons[group], items: items.filter((item) => item.group === group) }))
    .filter((section) => section.items.length > 0);
}

/** The page itself or one below it: '/contacts/1' is in '/contacts', '/contacts-old' is not. */
export function isIn(path: string, to: string): boolean {
  return path === to || path.startsWith(to.endsWith('/') ? to : `${to}/`);
}

/** The deepest page that holds this path: of '/settings' and '/settings/people' only one is 'here'. */
export function itemAt(path: string, items: readonly RailItem[]): RailItem | undefined {
  return items.filter((item) => isIn(path, item.to)).toSorted((a, b) => b.to.length - a.to.length)[0];
}
