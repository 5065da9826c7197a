import type { ColumnType, Generated } from 'kysely';
import type { ConsentChannel, ConsentState } from './consent.ts';

export type ConsentPurposesTable = {
  id: string;
  key: string;
  label: string;
  /** What people are asked. */
  wording: string;
  channels: ConsentChannel[];
  position: number;
  created_at: ColumnType<Date, Date, never>;
  updated_at: Date;
  archived_at: Date | null;
};

export type ConsentsTable = {
  contact_id: string;
  id: string;
  purpose: string;
  channel: ConsentChannel;
  state: ConsentState;
  source: string;
  proof: string | null;
  happened_at: Date;
  recorded_at: Date;
  recorded_by_kind: 'user' | 'key' | 'system';
  recorded_by_id: string | null;
  recorded_by_name: string;
  /** The merges by which it came to this contact, oldest first. */
  merges: Generated<string[]>;
  import_id: string | null;
};

export type ConsentStatesTable = {
  contact_id: string;
  purpose: string;
  channel: ConsentChannel;
  state: ConsentState;
  since: Date;
  consent_id: string;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'audience.consent_purposes': ConsentPurposesTable;
    'audience.consents': ConsentsTable;
    'audience.consent_states': ConsentStatesTable;
  }
}
