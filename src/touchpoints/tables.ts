import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Channel } from '../audience/audience.ts';
import type { TeamKind } from '../workspace/workspace.ts';
import './retention/tables.ts';
import type { SourceKind } from './source.ts';

export type TouchpointsTable = {
  contact_id: string;
  occurred_at: Date;
  id: string;
  kind: string;
  name: string | null;
  channel: Channel | null;
  campaign_id: string | null;
  campaign: string | null;
  team: TeamKind | null;
  actor_id: string | null;
  actor_name: string | null;
  value: number | null;
  currency: string | null;
  source_id: string;
  properties: ColumnType<Record<string, unknown>, string, string>;
  received_at: Date;
  origin_id: string | null;
};

export type SourcesTable = {
  id: string;
  kind: SourceKind;
  name: string;
  id_space: string;
  key_hash: string | null;
  key_start: string | null;
  created_by: string | null;
  created_at: Date;
  revoked_at: Date | null;
  last_error: string | null;
  last_error_at: Date | null;
};

export type SourceDaysTable = {
  source_id: string;
  day: string;
  slot: number;
  seen: number;
  stored: number;
  duplicate: number;
  skipped: number;
  bot: number;
  last_seen_at: Date;
  lag_ms: number | null;
};

export type SourceReasonsTable = {
  source_id: string;
  day: string;
  outcome: 'skipped' | 'bot' | 'stored';
  reason: string;
  count: number;
};

export type ReceiptsTable = {
  id: string;
  source_id: string;
  received_at: Date;
};

export type BotHitsTable = {
  id: string;
  source_id: string;
  reason: string;
  message: ColumnType<Record<string, unknown>, string, string>;
  received_at: Date;
  keys: Generated<string[]>;
};

export type MovesTable = {
  merge_id: string;
  origin_id: string;
};

export type ActivityTable = {
  contact_id: string;
  touch_count: number;
  first_touch_at: Date;
  last_touch_at: Date;
  first_channel: Channel | null;
  first_channel_at: Date | null;
  last_channel: Channel | null;
  last_channel_at: Date | null;
  /** Set when a touch came after thirty days of silence; the silence had begun then. */
  silent_since: Generated<Date | null>;
  came_back_at: Generated<Date | null>;
  last_day: GeneratedAlways<string | null>;
};

export type KindsTable = {
  kind: string;
  label: string;
  channel: Channel | null;
  team: TeamKind | null;
  created_by: string | null;
  created_at: Date;
};

/** What is acknowledged and not stored yet; `arrivals` as JSON. */
export type InboxTable = {
  lane: number;
  id: string;
  source_id: string;
  received_at: Date;
  due_at: Date;
  size: number;
  arrivals: string;
};

declare module '../platform/db.ts' {
  interface Tables {
    'touchpoints.touchpoints': TouchpointsTable;
    'touchpoints.sources': SourcesTable;
    'touchpoints.source_days': SourceDaysTable;
    'touchpoints.source_reasons': SourceReasonsTable;
    'touchpoints.receipts': ReceiptsTable;
    'touchpoints.bot_hits': BotHitsTable;
    'touchpoints.moves': MovesTable;
    'touchpoints.activity': ActivityTable;
    'touchpoints.kinds': KindsTable;
    'touchpoints.inbox': InboxTable;
  }
}
