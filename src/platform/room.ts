import type pg from 'pg';
import type { Actor } from './actor.ts';
import type { ConditionSource } from './conditions.ts';
import type { Db } from './db.ts';
import type { Ears } from './ears.ts';
import type { FilterFields } from './filters.ts';
import type { App } from './http/app.ts';
import type { JobHandlers } from './jobs.ts';
import type { SortField } from './keyset.ts';
import type { Listeners } from './listeners.ts';
import type { Log } from './log.ts';
import type { StoredEvent, Subscriber } from './outbox.ts';
import type { PersonalData } from './personal-data.ts';
import type { Settings } from './settings.ts';

/** What a room is to the building. `rooms.ts` lists them in journey order. */
export type Room = {
  name: string;
  routes?: (app: App, house: House) => void | Promise<void>;
  jobs?: (house: House & { pool: pg.Pool }) => JobHandlers;
  /** What this room does in the transactions of others, told in the order of `rooms.ts`. */
  listeners?: Listeners[];
  /** Who reads the events, besides the pages: each subscriber sees every event at least once, in order. */
  subscribers?: (house: House) => Subscriber[];
  /** By what lists can be filtered, also those of other rooms: noun → fields. */
  filterFields?: Record<string, FilterFields>;
  /** By what else such lists can be sorted: noun → fields. */
  sortFields?: Record<string, Record<string, SortField>>;
  /** What segments may ask about contacts, as far as this room knows it. */
  conditions?: ConditionSource[];
  /** What goes on for as long as the work side runs; stopped when what is in hand is finished. */
  rounds?: (house: House & { ears: Ears }) => { stop: () => Promise<void> }[];
  /** All that this room keeps about these people, for the copy they may ask for: heading → rows in words. */
  personalData?: PersonalData;
  /** Records for the palette and `GET /api/search`; at most ten, best first, only what `who` may read. */
  search?: (db: Db, who: Actor, text: string) => Promise<SearchHit[]>;
  /** The kinds of record this room's events are about (`subject.kind`): who may see their activity and live updates. */
  subjectKinds?: Record<string, SubjectKind>;
  /** What people are told about in the notification centre; each kind can be switched off by each person. */
  notices?: Notice[];
};

export type SubjectKind = {
  /** Without this permission nobody sees any of them. */
  permission: string;
  /** Which of these records `who` may read. Asked for many at once, so that a busy minute is one query. */
  mayRead: (db: Db, who: Actor, ids: string[]) => Promise<Set<string>>;
  /** Under which ids this record was known before, as far as its history is this record's, too. */
  formerIds?: (db: Db, id: string) => Promise<string[]>;
  /** Some are one person's alone, so `mayRead` is asked even for somebody whose permission reaches all. */
  private?: boolean;
};

export type Notice = {
  /** The event that is told about: `contact.assigned`. */
  on: string;
  kind: string;
  /** How the settings page names it: "A contact is assigned to me". */
  label: string;
  /** Who is told what, for a whole batch of events. The one who did it is never told. */
  tell: (db: Db, events: StoredEvent[]) => Promise<Told[]>;
};

export type Told = { event: StoredEvent; userId: string; title: string; body?: string; path: string };

/** What every room may use. */
export type House = { db: Db; settings: Settings; log: Log };

export type SearchHit = { kind: string; id: string; title: string; subtitle: string; path: string };
