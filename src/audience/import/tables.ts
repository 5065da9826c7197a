import type { ColumnType, Generated } from 'kysely';
import type { ImportOptions } from './options.ts';
import type { Outcome, TargetName } from './target.ts';

type Image = Record<string, unknown>;

export type ImportsTable = {
  id: string;
  target: TargetName;
  file_name: string;
  file_id: string | null;
  /** Of the target and the names of the columns: a file with the same ones is offered the same mapping. */
  columns_key: string;
  /** Of the file and of what was asked, where a command reads it: the same command goes on where it was stopped. */
  fingerprint: string | null;
  options: ColumnType<ImportOptions, string, string>;
  made_by_kind: 'user' | 'key' | 'system';
  made_by_id: string | null;
  made_by_name: string;
  started_at: Date;
  ended_at: Date | null;
  notes_file_id: string | null;
  undo_id: string | null;
  undone_at: Date | null;
  undo_file_id: string | null;
  seen: Generated<number>;
  created: Generated<number>;
  updated: Generated<number>;
  unchanged: Generated<number>;
  skipped: Generated<number>;
  bot: Generated<number>;
};

export type ImportChangesTable = {
  import_id: string;
  record_kind: string;
  record_id: string;
  /** Null for a record that the import made. */
  before: ColumnType<Image | null, string | null, string | null>;
  after: ColumnType<Image | null, string | null, string | null>;
  claimed: Generated<string[]>;
  written_at: Date;
  undone_at: Date | null;
  left_because: string | null;
};

/** What a person should know about rows of an import: which were skipped, and what was left out of others. */
export type ImportNotesTable = {
  import_id: string;
  row_number: number;
  outcome: Outcome;
  reason: string;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.imports': ImportsTable;
    'audience.import_changes': ImportChangesTable;
    'audience.import_notes': ImportNotesTable;
  }
}
