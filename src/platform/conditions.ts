import type { RawBuilder, SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import type { Db } from './db.ts';

/**
 * What may be asked about contacts. Each room knows the conditions about what it keeps (`Room.conditions`); segments,
 * which stand upstream of most rooms, put them together without knowing any.
 */
export type ConditionSource = {
  /** As a condition names it: `{ "source": "touchpoints", … }`. */
  source: string;
  /** What the builder offers to ask. */
  offers: (db: Db, who: Actor) => Promise<Offer[]>;
  /** Reads many conditions at once, so that names are looked up once; says of each what is wrong with it, if so. */
  understand: (db: Db, conditions: AnyCondition[]) => Promise<(Understood | Misunderstood)[]>;
};

export type AnyCondition = { source: string } & Record<string, unknown>;
export type Misunderstood = { problem: string; field?: string };

export type Offer = {
  source: string;
  field: string;
  label: string;
  /** The heading it stands under in the builder. */
  group: string;
  editor: 'text' | 'choice' | 'user' | 'date' | 'number' | 'yesno' | 'touchpoints' | 'stage' | 'segment';
  operators: string[];
  choices: OfferedChoice[];
  /** Of what is composed of several choices, such as the channels of a touchpoint. */
  parts?: Record<string, OfferedChoice[]>;
};

export type OfferedChoice = { value: string; label: string };

export type Understood = {
  words: ConditionWords;
  /** The writes that may change its answer: `contact:city`, `touchpoints:page_view`. Whoever writes says the same. */
  marks: string[];
  /** Whether its answer may also change because time passes. */
  onClock: boolean;
  /** About how many days of what happened must be read for it; nothing for what stands on the record. */
  days?: number;
  compile: (asked: Asked) => Compiled;
};

/** How it reads in "[Customers] [in Germany] who [viewed a page]". */
export type ConditionWords = { noun?: string; beside?: string; who: string; whoNot: string };

/** At which moment, and about whom: `among('t.contact_id')` is true for the contacts asked about. */
export type Asked = {
  at: Date;
  among: (column: string) => Sql;
  few: boolean;
  /** Of a contact that is not kept, what is known about its company: columns of `audience.companies` by name. */
  company?: Record<string, unknown> | undefined;
};

export type Sql = RawBuilder<SqlBool>;
type OfAlias<T> = (alias: string) => RawBuilder<T>;

/**
 * The condition as SQL about the contact `c`. What is counted or looked up elsewhere is a `set` of at most one row a
 * contact (`contact_id`, …), joined from the left under an alias of the segment's choice.
 */
export type Compiled = {
  set?: RawBuilder<unknown>;
  inside: OfAlias<SqlBool>;
  /** These are never null: without a coalesce around them, a planner sees an anti join in "not". */
  sure?: true;
  /** True wherever `inside` is or will become true by the clock alone; `inside` itself when left out. */
  possible?: OfAlias<SqlBool>;
  /** True only where `inside` is true and stays so by the clock; `inside` itself when left out. */
  certain?: OfAlias<SqlBool>;
  /** When the answer may next change by the clock; never too late, and null when it does not. */
  due?: OfAlias<Date | null>;
};

let known: ReadonlyMap<string, ConditionSource> = new Map();

/** Which sources there are. `rooms.ts` says it once, for all rooms. */
export function gatherConditions(sources: ConditionSource[]): void {
  known = new Map(sources.map((each) => [each.source, each]));
}

export function conditionSources(): ReadonlyMap<string, ConditionSource> {
  return known;
}
