import type { ColumnType, Generated } from 'kysely';
import type { Role } from '../platform/actor.ts';
import type { TeamKind } from './teams/team.ts';
import type { WeeklyHours } from './teams/working-hours.ts';

type Written = ColumnType<Date, Date | undefined, Date>;
type Json<T> = ColumnType<T, string | null | undefined, string | null>;

export type UsersTable = {
  id: string;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  two_factor_enabled: Generated<boolean>;
  role: Role;
  language: string | null;
  time_zone: string | null;
  working_hours: Json<WeeklyHours | null>;
  deactivated_at: Date | null;
  deactivated_by: string | null;
  created_at: Written;
  updated_at: Written;
};

export type SessionsTable = {
  id: string;
  user_id: string;
  token: string;
  ip_address: string | null;
  user_agent: string | null;
  expires_at: Date;
  created_at: Written;
  updated_at: Written;
  last_seen_at: Written;
};

export type AccountsTable = {
  id: string;
  user_id: string;
  provider_id: string;
  account_id: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  created_at: Written;
  updated_at: Written;
};

export type VerificationsTable = {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Written;
  updated_at: Written;
};

export type TwoFactorsTable = {
  id: string;
  user_id: string;
  secret: string;
  backup_codes: string;
  verified: Generated<boolean>;
  failed_verification_count: Generated<number>;
  locked_until: Date | null;
};

export type SettingsTable = {
  id: string;
  only_one: Generated<boolean>;
  name: string;
  currency: Generated<string>;
  time_zone: string;
  locale: Generated<string>;
  week_starts_on: Generated<number>;
  created_at: Written;
  updated_at: Written;
};

export type TeamsTable = {
  id: string;
  name: string;
  kind: TeamKind;
  time_zone: string | null;
  working_hours: Json<WeeklyHours | null>;
  created_at: Written;
  updated_at: Written;
};

export type TeamMembersTable = {
  team_id: string;
  user_id: string;
  added_at: Written;
  added_by: string | null;
};

export type HolidaysTable = {
  id: string;
  team_id: string | null;
  date: string;
  name: string;
  created_at: Written;
};

export type InvitationsTable = {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  team_ids: ColumnType<string[], string[] | undefined, string[]>;
  token_hash: string;
  expires_at: Date;
  invited_by: string | null;
  created_at: Written;
  accepted_at: Date | null;
  user_id: string | null;
  revoked_at: Date | null;
  revoked_by: string | null;
};

export type LinksTable = {
  token_hash: string;
  purpose: 'set-up' | 'password';
  user_id: string | null;
  expires_at: Date;
  created_at: Written;
};

export type ApiKeysTable = {
  id: string;
  name: string;
  role: Role;
  start: string;
  key_hash: string;
  created_by: string | null;
  created_at: Written;
  last_used_at: Date | null;
  revoked_at: Date | null;
  revoked_by: string | null;
};

export type AttemptsTable = {
  key: string;
  count: number;
  resets_at: Date;
};

export type NotificationsTable = {
  id: string;
  user_id: string;
  event_id: string;
  kind: string;
  title: string;
  body: string | null;
  path: string | null;
  created_at: Written;
  read_at: Date | null;
};

export type MutedNoticesTable = {
  user_id: string;
  kind: string;
  muted_at: Written;
};

export type SavedViewsTable = {
  id: string;
  noun: string;
  name: string;
  owner_id: string;
  shared: Generated<boolean>;
  state: ColumnType<Record<string, unknown>, string, string>;
  created_at: Written;
  updated_at: Written;
};

export type ViewPinsTable = {
  user_id: string;
  view_id: string;
  pinned_at: Written;
};

declare module '../platform/db.ts' {
  interface Tables {
    'workspace.users': UsersTable;
    'workspace.sessions': SessionsTable;
    'workspace.accounts': AccountsTable;
    'workspace.verifications': VerificationsTable;
    'workspace.two_factors': TwoFactorsTable;
    'workspace.settings': SettingsTable;
    'workspace.teams': TeamsTable;
    'workspace.team_members': TeamMembersTable;
    'workspace.holidays': HolidaysTable;
    'workspace.invitations': InvitationsTable;
    'workspace.links': LinksTable;
    'workspace.api_keys': ApiKeysTable;
    'workspace.attempts': AttemptsTable;
    'workspace.notifications': NotificationsTable;
    'workspace.muted_notices': MutedNoticesTable;
    'workspace.saved_views': SavedViewsTable;
    'workspace.view_pins': ViewPinsTable;
  }
}
