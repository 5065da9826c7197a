import type { ColumnType, Generated } from 'kysely';
import type { AgreementDocument, AgreementState } from './agreement/agreement.ts';
import './agreement/tables.ts';
import './clocks/tables.ts';
import type { Brief } from './brief.ts';
import type { Candidate } from './candidate.ts';
import type { AttemptKind, AttemptOutcome, HandoffState, Reason, Trigger, Verdict } from './lead.ts';

export type HandoffsTable = {
  id: string;
  contact_id: string;
  trigger: Trigger;
  /** By which rule it came: `hot`, `warm`, `raised_hand:<id of the rule>`, `manual`. */
  rule: string;
  why: ColumnType<Brief, string, string>;
  fit: number | null;
  engagement: number | null;
  /** First channel and campaign of the contact, as they were when it was opened. */
  source: string | null;
  campaign: string | null;
  agreement_id: string | null;
  opened_at: Date;
  opened_by: string | null;
  state: HandoffState;
  rep_id: string | null;
  team_id: string | null;
  /** Why this rep, in words. */
  routed_by: string | null;
  assigned_at: Date | null;
  first_contact_at: Date | null;
  attempts: Generated<number>;
  verdict: Verdict | null;
  reason: Reason | null;
  words: string | null;
  verdict_by: string | null;
  verdict_at: Date | null;
  recycle_on: string | null;
  /** When the routing looks at it next; null when it need not. */
  route_at: Date | null;
  /** Who had it and is not to get it again. */
  not_to: Generated<string[]>;
  /** Who knows them from before. */
  known_rep_id: string | null;
  /** Whose the contact was, to whom it goes back when it is returned. */
  owner_before: string | null;
  /** Null while the brief is only its first sentence. */
  briefed_at: Date | null;
  /** When a recycled lead came back, or need not any more. */
  came_back_at: Date | null;
  /** Which recycled hand-off it came back from. */
  returned_from: string | null;
};

export type AttemptsTable = {
  id: string;
  handoff_id: string;
  kind: AttemptKind;
  outcome: AttemptOutcome;
  words: string | null;
  by_id: string | null;
  at: Date;
};

type BarredTable = {
  contact_id: string;
  rule: string;
  handoff_id: string;
  reason: Reason;
  barred_at: Date;
};

export type AgreementsTable = {
  id: string;
  number: number;
  state: AgreementState;
  document: ColumnType<AgreementDocument, string, string>;
  note: string | null;
  based_on: string | null;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
  proposed_by: string | null;
  proposed_at: Date | null;
  marketing_signed_by: string | null;
  marketing_signed_at: Date | null;
  sales_signed_by: string | null;
  sales_signed_at: Date | null;
  in_force_at: Date | null;
  retired_at: Date | null;
};

/** Hot, but nobody knows yet how to reach them. */
type StrangersTable = {
  contact_id: string;
  move: ColumnType<Candidate, string, string>;
  since: Date;
};

type MergedTable = {
  merge_id: string;
  handoff_id: string;
};

declare module '../platform/db.ts' {
  interface Tables {
    'handoff.handoffs': HandoffsTable;
    'handoff.attempts': AttemptsTable;
    'handoff.barred': BarredTable;
    'handoff.strangers': StrangersTable;
    'handoff.merged': MergedTable;
    'handoff.agreements': AgreementsTable;
  }
}
