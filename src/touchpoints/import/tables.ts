export type ImportedTable = {
  import_id: string;
  id: string;
  contact_id: string | null;
  occurred_at: Date | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'touchpoints.imported': ImportedTable;
  }
}
