import type { QueryKey } from '@tanstack/react-query';
import type { AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Column } from './list/columns.ts';
import type { FilterField } from './list/filter.ts';
import type { RowAction } from './list/row-actions.ts';
import type { SelectionAction } from './list/selection-actions.ts';
import type { RecordAction } from './record/record-actions.ts';
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
  /** On a phone it stands in the middle of the tab bar, under the thumb; in one word. */
  thumb?: string;
};

/** The record whose page it is. */
export type RecordRef = { kind: string; id: string; name: string; deleted: boolean };

/**
 * What a room adds to the pages of a kind of record that another room owns: the page renders the slots and knows nobody.
 * `timeline` stands instead of the plain history. Parts are made with `later`.
 */
export type RecordPart = {
  kind: string;
  slot: 'subtitle' | 'actions' | 'top' | 'timeline' | 'context';
  may?: string;
  Part: ComponentType<{ record: RecordRef }>;
};

/** What a room calls the fields of its records, and how their values are read: undefined where the plain way will do. */
export type RecordWords = {
  field: (field: string) => string | undefined;
  value: (field: string, value: unknown, nameOf: (id: string) => string | undefined) => string | undefined;
};

/** How warm somebody was over time: the hue of the journey line's ribbon, and its thickness. */
export type Warmth = {
  bands: readonly { from: number; to: number; word: string; tone: 'cold' | 'warm' | 'hot' }[];
  /** Oldest first; `share` is of the most there can be. */
  engagement: readonly { at: number; share: number }[];
  /** When they will be cooler, if nothing more happens. */
  cools: { at: number; word: string; tone: 'cold' | 'warm' | 'hot' } | null;
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
  /** Of records whose changes stand in the audit log; fetched when it is opened. */
  recordWords?: Record<string, () => Promise<RecordWords>>;
  /** Noun of a list, as in /api/views?noun=…, and the page that shows it: pinned views open there. */
  lists?: Record<string, string>;
  recordParts?: RecordPart[];
  recordActions?: RecordAction[];
  rowActions?: RowAction[];
  /** What can be done with everything that is selected in a list of another room: noun → parts of its bar, of `later`. */
  selectionActions?: Record<string, SelectionAction[]>;
  /** Stands over every page and shows nothing until it is asked: dialogs that open from anywhere. */
  Anywhere?: ComponentType;
  /** Events that this room tells in its own way on the records they are about: the plain history leaves them out. */
  toldElsewhere?: string[];
  /** By what lists of other rooms can be filtered, too: noun → fields. */
  listFields?: Record<string, FilterField[]>;
  /** What lists of other rooms show, too: noun → columns. A cell gets the row, of which it knows the id; parts of `later`. */
  listColumns?: Record<string, Column<{ id: string }>[]>;
  /** What one room knows of how warm a contact was; null when it cannot tell. Fetched with the journey line. */
  warmth?: {
    queryKey: (contactId: string) => QueryKey;
    fetch: (contactId: string) => Promise<Warmth | null>;
  };
  /** What to fetch again after an event whose name starts so: { 'contact.': [['contacts'], ['contact']] } */
  liveKeys?: Record<string, QueryKey[] | ((event: LiveEvent) => QueryKey[])>;
};
