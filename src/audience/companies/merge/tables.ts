import type { ColumnType, Generated } from 'kysely';
import type { Changed } from '../../merge/deciding.ts';
import type { CompanyRow } from './company-row.ts';
import type { Moved } from './moving.ts';

export type CompanyMergesTable = {
  id: string;
  /** The kept one. */
  company_id: string;
  gone_company_id: string;
  gone: ColumnType<CompanyRow, string, string>;
  moved: ColumnType<Moved, string, string>;
  changed: ColumnType<Changed, string, string>;
  merged_at: Date;
  merged_by_kind: 'user' | 'key' | 'system';
  merged_by_id: string | null;
  merged_by_name: string;
  unmerged_at: Date | null;
  unmerged_by_id: string | null;
  unmerged_by_name: string | null;
};

export type CompanyMergePeopleTable = {
  merge_id: string;
  contact_id: string;
  works: boolean;
  roles: string[] | null;
  since: Date | null;
  added: Generated<string[]>;
};

export type CompanyRedirectsTable = {
  old_company_id: string;
  company_id: string;
  made_at: Date;
};

declare module '../../../platform/db.ts' {
  interface Tables {
    'audience.company_merges': CompanyMergesTable;
    'audience.company_merge_people': CompanyMergePeopleTable;
    'audience.company_redirects': CompanyRedirectsTable;
  }
}
