import type { Generated } from 'kysely';
import type { SalesMetric } from '../agreement/agreement.ts';

export type ClocksTable = {
  handoff_id: string;
  promise: string;
  agreement_id: string;
  metric: SalesMetric;
  rep_id: string | null;
  started_at: Date;
  /** Working minutes used until `counted_from`, by whoever had it; from then on the working time of `rep_id` counts. */
  used_minutes: Generated<number>;
  counted_from: Date;
  due_at: Date;
  /** With the grace: whoever is later has missed it, noticed or not. */
  late_at: Date;
  met_at: Date | null;
  /** Working minutes it took. */
  took_minutes: number | null;
  missed_at: Date | null;
  stopped_at: Date | null;
  /** Which of the promise's moments comes next. */
  step: Generated<number>;
  next_at: Date | null;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'handoff.clocks': ClocksTable;
  }
}
