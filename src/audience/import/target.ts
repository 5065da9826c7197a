import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { PropertyType } from '../properties/property.ts';
import type { ImportOptions } from './options.ts';
import type { TableRow } from './table/table.ts';

/** What a file can become. Rooms downstream bring theirs: `bringTarget`. */
export const targetNames = ['contacts', 'companies', 'touchpoints'] as const;

export type TargetName = (typeof targetNames)[number];

/** What a column can be, as the pages offer it. */
export type TargetField = { field: string; label: string; group: string };

/** A column of the file with what its first rows have there, and what kind of values that is. */
export type Column = { name: string; values: string[]; type: PropertyType };

export const outcomes = ['created', 'updated', 'unchanged', 'skipped', 'bot'] as const;

export type Outcome = (typeof outcomes)[number];

export type Shown = { name: string; after: Record<string, string>; before: Record<string, string> };

/** What a row became, or would become; `reasons` say why it was skipped or what was left out of it. */
export type ImportedRow = {
  number: number;
  outcome: Outcome;
  reasons: string[];
  recordId: string | null;
  /** As people read it, for a preview: the fields after, and what a known record has otherwise. */
  shown?: Shown | undefined;
};

/** What an import is asked to do with a file whose columns are known. */
export type ImportPlan = {
  importId: string | null;
  columns: string[];
  options: ImportOptions;
  startedAt: Date;
};

export type BatchWriter = {
  /** In a transaction of the caller: the rows are there when it commits. */
  write: (db: Db, rows: TableRow[]) => Promise<ImportedRow[]>;
  /** What `write` would do; rows of earlier calls count as written. */
  rehearse: (db: Db, rows: TableRow[]) => Promise<ImportedRow[]>;
};

/** A batch of taking an import back: `last` is where the next one goes on; null when there is nothing left. */
export type UndoneBatch = {
  looked: number;
  restored: number;
  deleted: number;
  left: Left[];
  last: string | null;
};

/** What an undo did not touch, and why. */
export type Left = { recordId: string; name: string; reason: string };

export type Target = {
  name: TargetName;
  /** "contact", "contacts" */
  nouns: [one: string, many: string];
  /** Columns that became no field are kept with it all the same. */
  keepsAll?: true;
  /** Where one looks at what came in. */
  resultPath: string;
  fields: (db: Db) => Promise<TargetField[]>;
  /** Column → field, as far as its name and its values tell. */
  guess: (columns: Column[], fields: TargetField[]) => Record<string, string>;
  /** Why rows with these columns could become nothing; null when they can. */
  missing: (mapped: Set<string>, options: ImportOptions) => string | null;
  /** Makes ready: what is asked once for all batches. `isRehearsal`: nothing may be written, not even a property. */
  open: (db: Db, who: Actor, plan: ImportPlan, isRehearsal: boolean) => Promise<BatchWriter>;
  undoBatch: (db: Db, who: Actor, importId: string, after: string | null) => Promise<UndoneBatch>;
};

const targets = new Map<TargetName, Target>();

export function bringTarget(target: Target): void {
  targets.set(target.name, target);
}

export function targetOf(name: TargetName): Target {
  const target = targets.get(name);
  if (!target) throw new Error(`No room brought a target "${name}".`);
  return target;
}
