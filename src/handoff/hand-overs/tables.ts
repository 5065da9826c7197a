import type { Outcome } from './outcome.ts';

type HandOversTable = {
  operation_id: string;
  contact_id: string;
  outcome: Outcome;
  /** The one that was opened, or that is open or worked on already. */
  handoff_id: string | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'handoff.hand_overs': HandOversTable;
  }
}
