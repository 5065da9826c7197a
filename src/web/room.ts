import type { QueryKey } from '@tanstack/react-query';
import type { AnyRoute } from '@tanstack/react-router';
import type { IconName } from './ui/icon-paths.ts';

export const railGroups = [
  'Today',
  'Audience',
  'Attract',
  'Hand off',
  'Sell',
  'Keep',
  'Learn',
  'Settings',
] as const;
export type RailGroup = (typeof railGroups)[number];

export type RailItem = {
  group: RailGroup;
  label: string;
  to: string;
  icon: IconName;
  /** Hidden from people without this permission. */
  may?: string;
  /** A way to go there by keyboard, for instance 'g c'. */
  keys?: string;
  /** Other words people may type for it. */
  words?: string;
};

/** Something one can do from the palette. */
export type Command = {
  id: string;
  label: string;
  icon?: IconName;
  /** Other words people may type for it. */
  words?: string;
  keys?: string;
  may?: string;
  run: (go: (to: string) => void) => void;
};

export type RecordKind = { kind: string; label: string; icon: IconName };

export type LiveEvent = {
  id: string;
  name: string;
  subject?: { kind: string; id: string };
  actor?: { kind?: string; id?: string; name?: string };
};

/** Where a room's pages hang: most in the shell; sign-in and its like outside. Pass one of them to getParentRoute. */
export type Parents = { shell: AnyRoute; bare: AnyRoute };

/** What a room brings into the web; listed in rooms.ts. */
export type WebRoom = {
  name: string;
  rail: RailItem[];
  routes: (parents: Parents) => AnyRoute[];
  commands?: Command[];
  recordKinds?: RecordKind[];
  /** Noun of a list, as in /api/views?noun=…, and the page that shows it: pinned views open there. */
  lists?: Record<string, string>;
  /** What to fetch again after an event whose name starts so: { 'contact.': [['contacts'], ['contact']] } */
  liveKeys?: Record<string, QueryKey[] | ((event: LiveEvent) => QueryKey[])>;
};
