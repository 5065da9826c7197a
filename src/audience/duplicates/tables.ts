import type { ColumnType } from 'kysely';
import type { Reason } from './evidence.ts';

export type DuplicateChecksTable = {
  asked_at: Date;
  contact_id: string;
};

export type DuplicateKeysTable = {
  key: number;
  contact_id: string;
};

export type DuplicateSuggestionsTable = {
  id: string;
  one_id: string;
  other_id: string;
  /** Numeric: arrives as text. */
  weight: string;
  reasons: ColumnType<Reason[], string, string>;
  state: 'open' | 'merged' | 'dismissed';
  found_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  decided_by_name: string | null;
  merge_id: string | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.duplicate_checks': DuplicateChecksTable;
    'audience.duplicate_keys': DuplicateKeysTable;
    'audience.duplicate_suggestions': DuplicateSuggestionsTable;
  }
}
