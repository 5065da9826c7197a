import type { ColumnType } from 'kysely';
import type { Changed } from './deciding.ts';
import type { Moved } from './moving.ts';
import type { ContactRow } from './contact-row.ts';

export type MergesTable = {
  id: string;
  kept_id: string;
  gone_id: string;
  gone: ColumnType<ContactRow, string, string>;
  moved: ColumnType<Moved, string, string>;
  changed: ColumnType<Changed, string, string>;
  batch_id: string | null;
  merged_at: Date;
  merged_by_kind: 'user' | 'key' | 'system';
  merged_by_id: string | null;
  merged_by_name: string;
  unmerged_at: Date | null;
  unmerged_by_id: string | null;
  unmerged_by_name: string | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.merges': MergesTable;
  }
}
