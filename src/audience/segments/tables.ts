import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Tree } from './tree.ts';

export type SegmentKind = 'live' | 'list';
type ActorKind = 'user' | 'key' | 'system';
type Kept<T> = ColumnType<T, string, string>;

export type SegmentsTable = {
  id: string;
  name: string;
  description: string | null;
  kind: SegmentKind;
  tree: ColumnType<Tree | null, string | null, string | null>;
  version: number;
  built_version: number | null;
  built_at: Date | null;
  operation_id: string | null;
  problem: string | null;
  depends_on: Generated<string[]>;
  member_count: Generated<number>;
  created_by: string | null;
  created_at: ColumnType<Date, Date, never>;
  updated_at: Date;
  archived_at: Date | null;
  name_key: GeneratedAlways<string>;
};

export type SegmentVersionsTable = {
  segment_id: string;
  version: number;
  tree: Kept<Tree>;
  sentence: string;
  made_by_kind: ActorKind;
  made_by_id: string | null;
  made_by_name: string;
  made_at: Date;
};

export type SegmentMembersTable = {
  contact_id: string;
  segment_id: string;
  entered_at: Date;
};

export type SegmentDuesTable = {
  segment_id: string;
  contact_id: string;
  due_at: Date;
};

export type SegmentTouchedTable = {
  position: GeneratedAlways<number>;
  marks: string[];
  contact_ids: string[];
  held_for: string | null;
};

export type SegmentDaysTable = {
  segment_id: string;
  day: string;
  entered: number;
  gone: number;
};

export type SegmentMovesTable = {
  contact_id: string;
  id: string;
  segment_id: string;
  entered: boolean;
  moved_at: Date;
};

export type SegmentPicksTable = {
  contact_id: string;
  segment_id: string;
  change_id: string;
  picked_at: Date;
};

export type SegmentPickChangesTable = {
  id: string;
  segment_id: string;
  adding: boolean;
  chosen: ColumnType<Record<string, unknown>, string, never>;
  operation_id: string | null;
  made_by_kind: ActorKind;
  made_by_id: string | null;
  made_at: Date;
  undone_at: Date | null;
};

export type SegmentPickChangeContactsTable = {
  change_id: string;
  contact_id: string;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.segments': SegmentsTable;
    'audience.segment_versions': SegmentVersionsTable;
    'audience.segment_members': SegmentMembersTable;
    'audience.segment_dues': SegmentDuesTable;
    'audience.segment_touched': SegmentTouchedTable;
    'audience.segment_days': SegmentDaysTable;
    'audience.segment_moves': SegmentMovesTable;
    'audience.segment_picks': SegmentPicksTable;
    'audience.segment_pick_changes': SegmentPickChangesTable;
    'audience.segment_pick_change_contacts': SegmentPickChangeContactsTable;
  }
}
