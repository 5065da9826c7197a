import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Channel } from '../../audience/audience.ts';
import type { FollowUpKind, FollowUpState, NoteKind } from './field-note.ts';

type FieldNotesTable = {
  id: string;
  kind: NoteKind;
  /** Null once the person they were about was erased. */
  words: string | null;
  competitor: string | null;
  product: string | null;
  store: string | null;
  place: string | null;
  contact_id: string | null;
  company_id: string | null;
  handoff_id: string | null;
  /** Of the contact, as they were when it was noted. */
  source: Channel | null;
  campaign: string | null;
  noted_by: string | null;
  noted_by_name: string;
  noted_at: Date;
  erased_at: Date | null;
  /** When the words were last corrected. */
  edited_at: Date | null;
  /** By which merges it came to its contact. */
  merges: Generated<string[]>;
  /** By which merges of companies it came to its company. */
  company_merges: Generated<string[]>;
};

type ThemesTable = {
  id: string;
  name: string;
  made_by: string | null;
  made_by_name: string;
  made_at: Date;
  updated_at: Date;
  merged_into: string | null;
  merged_at: Date | null;
};

/** A note or a verdict in a theme: one of the two ids, and `id` is that one. */
type ThemeItemsTable = {
  id: GeneratedAlways<string>;
  theme_id: string;
  note_id: string | null;
  handoff_id: string | null;
  said_at: Date;
  added_by: string | null;
  added_at: Date;
};

type FollowUpsTable = {
  id: string;
  theme_id: string;
  kind: FollowUpKind;
  title: string;
  words: string | null;
  owner_id: string | null;
  state: FollowUpState;
  outcome: string | null;
  model_id: string | null;
  made_by: string | null;
  made_at: Date;
  state_at: Date;
  state_by: string | null;
};

type DigestsTable = {
  /** The Monday it came on, in the workspace's zone. */
  week: ColumnType<string, string, never>;
  id: string;
  made_at: Date;
  finished_at: Date | null;
};

type DigestMailsTable = {
  week: string;
  user_id: string;
  sent_at: Date;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'handoff.field_notes': FieldNotesTable;
    'handoff.themes': ThemesTable;
    'handoff.theme_items': ThemeItemsTable;
    'handoff.follow_ups': FollowUpsTable;
    'handoff.digests': DigestsTable;
    'handoff.digest_mails': DigestMailsTable;
  }
}
