export type TagsTable = {
  id: string;
  /** The name in small letters. */
  key: string;
  name: string;
  created_by: string | null;
  created_at: Date;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.tags': TagsTable;
  }
}
