import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Contact } from '../audience/contract.ts';
import type { LostReason, Stage } from './deal.ts';

type ContactStage = Contact['stage'];

export type DealsTable = {
  id: string;
  name: string;
  contact_id: string | null;
  company_id: string | null;
  handoff_id: string | null;
  owner_id: string | null;
  /** In minor units of `currency`. */
  amount: number | null;
  currency: string | null;
  stage: Stage;
  lost_reason: LostReason | null;
  lost_words: string | null;
  expected_close_on: string | null;
  opened_at: Date;
  closed_at: Date | null;
  created_by: ColumnType<string | null, string | null, never>;
  updated_at: Date;
  deleted_at: Date | null;
  merges: Generated<string[]>;
  /** By which merges of companies it came to its company. */
  company_merges: Generated<string[]>;
  /** What the contact was before this deal made them a customer, and when it did. */
  made_customer_from: ContactStage | null;
  made_customer_at: Date | null;
  name_key: GeneratedAlways<string>;
};

declare module '../platform/db.ts' {
  interface Tables {
    'pipeline.deals': DealsTable;
  }
}
