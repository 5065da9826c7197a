import type { ColumnType } from 'kysely';

/** That somebody was erased, and nothing about who it was. */
export type ErasuresTable = {
  id: string;
  /** Keyed hashes of what the person was known by, to answer whether somebody was erased. */
  subject_hashes: string[];
  reason: string;
  counts: ColumnType<Record<string, number>, string, never>;
  erased_at: ColumnType<Date, Date, never>;
  erased_by_kind: 'user' | 'key' | 'system';
  erased_by_id: string | null;
  erased_by_name: string;
  /** When the files that were kept then had been looked through. */
  files_checked_at: Date | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.erasures': ErasuresTable;
  }
}
