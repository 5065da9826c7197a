import type { ColumnType } from 'kysely';
import type { ChosenCompanies, EditedCompanyField } from './contract.ts';

/** What deleted companies were known by, for as long as they can be restored. */
export type ReleasedCompanyIdentitiesTable = {
  company_id: string;
  kind: 'domain' | 'external' | 'name';
  value: string;
  created_at: Date;
};

export type CompanyBulkChangesTable = {
  id: string;
  field: EditedCompanyField | 'deletedAt';
  value: string | null;
  chosen: ColumnType<ChosenCompanies, string, never>;
  /** Set when there were too many to change at once. */
  operation_id: string | null;
  made_by_kind: 'user' | 'key' | 'system';
  made_by_id: string | null;
  made_at: Date;
  undone_at: Date | null;
};

export type CompanyBulkChangeCompaniesTable = {
  bulk_change_id: string;
  company_id: string;
  before: string | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.released_company_identities': ReleasedCompanyIdentitiesTable;
    'audience.company_bulk_changes': CompanyBulkChangesTable;
    'audience.company_bulk_change_companies': CompanyBulkChangeCompaniesTable;
  }
}
