import type { ColumnType, Generated } from 'kysely';

type Written = ColumnType<Date, Date | undefined, Date>;

export type InstallationTable = {
  only_row: Generated<boolean>;
  secret_fingerprint: string;
  created_at: Written;
  last_seen_at: Written;
};

declare module '../db.ts' {
  interface Tables {
    'platform.installation': InstallationTable;
  }
}
