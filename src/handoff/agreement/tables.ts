import type { Side } from './agreement.ts';

type ConsequencesTable = {
  id: string;
  agreement_id: string;
  promise: string;
  /** Null when it follows from the month as a whole. */
  handoff_id: string | null;
  month: string;
  step: 'flag_weekly' | 'consequence';
  words: string | null;
  at: Date;
  settled_at: Date | null;
  settled_by: string | null;
  settlement: string | null;
};

type DeliveriesTable = {
  handoff_id: string;
  delivered_at: Date;
  source: string | null;
  hot: boolean;
  missing: string[];
  verdict: string | null;
  amount: number | null;
  currency: string | null;
  outcome: 'open' | 'won' | 'lost' | null;
};

type AttainmentsTable = {
  month: string;
  promise: string;
  agreement_id: string;
  side: Side;
  value: number | null;
  target: number;
  kept: number;
  counted: number;
  state: string;
  counted_at: Date;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'handoff.consequences': ConsequencesTable;
    'handoff.deliveries': DeliveriesTable;
    'handoff.attainments': AttainmentsTable;
  }
}
