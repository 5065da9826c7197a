import type { ColumnType, Generated } from 'kysely';
import type { Role } from './actor.ts';

export type Changes = Record<string, { from: unknown; to: unknown }>;

type Json<T> = ColumnType<T, string | null | undefined, string | null>;
type Written = ColumnType<Date, Date | undefined, Date>;
type ActorKind = 'user' | 'key' | 'system';

export type EventsTable = {
  position: Generated<number>;
  id: string;
  name: string;
  subject_kind: string;
  subject_id: string;
  actor_kind: ActorKind;
  actor_id: string | null;
  actor_name: string;
  changes: ColumnType<Changes, string | undefined, string>;
  payload: ColumnType<Record<string, unknown>, string | undefined, string>;
  occurred_at: ColumnType<Date, Date | undefined, never>;
};

export type SubscriptionsTable = {
  name: string;
  position: number;
};

export type FilesTable = {
  id: string;
  name: string;
  media_type: string;
  bytes: Generated<number>;
  owner_kind: ActorKind;
  owner_id: string | null;
  created_at: Written;
  stored_at: Date | null;
  expires_at: Date | null;
};

export type FileChunksTable = {
  file_id: string;
  number: number;
  bytes: Buffer;
};

export type OperationState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export type OperationsTable = {
  id: string;
  kind: string;
  title: string;
  state: OperationState;
  done: Generated<number>;
  total: number | null;
  unit: string | null;
  started_by_kind: ActorKind;
  started_by: string | null;
  started_by_name: string;
  started_by_role: Role;
  started_by_teams: string[];
  started_at: Written;
  finished_at: Date | null;
  result: Json<Record<string, unknown> | null>;
  result_path: string | null;
  error: string | null;
  cursor: Json<Record<string, unknown> | null>;
  cancel_requested_at: Date | null;
  run_id: string | null;
  run_at: Date | null;
  run_from: Generated<number>;
  heartbeat_at: Date | null;
};

export type MailState = 'queued' | 'held' | 'sent' | 'failed';

export type MailsTable = {
  id: string;
  to_address: string;
  subject: string;
  template: string;
  /** What the template is filled with, sealed with the secret; null once it is not needed any more. */
  sealed_values: Buffer | null;
  /** The role of whoever its link signs in; null when it has none. */
  for_role: Role | null;
  message_class: 'transactional';
  state: MailState;
  attempts: Generated<number>;
  error: string | null;
  message_id: string | null;
  created_at: Written;
  tried_at: Date | null;
  sent_at: Date | null;
};

export type WorkersTable = {
  pool: string;
  host: string;
  pid: number;
  started_at: Written;
  seen_at: Written;
};

export type IdempotencyKeysTable = {
  actor_id: string;
  key: string;
  route: string;
  body_hash: Buffer;
  status: number | null;
  content_type: string | null;
  answer: Buffer | null;
  created_at: Written;
  answered_at: Date | null;
};

declare module './db.ts' {
  interface Tables {
    'platform.events': EventsTable;
    'platform.subscriptions': SubscriptionsTable;
    'platform.files': FilesTable;
    'platform.file_chunks': FileChunksTable;
    'platform.operations': OperationsTable;
    'platform.mails': MailsTable;
    'platform.workers': WorkersTable;
    'platform.idempotency_keys': IdempotencyKeysTable;
  }
}
