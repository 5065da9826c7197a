import type { ColumnType } from 'kysely';
import type { ModelDocument } from '../model.ts';
import type { Tally } from './tally.ts';

type SimulationsTable = {
  id: string;
  model_id: string;
  compared_with: string | null;
  document: ColumnType<ModelDocument, string, never>;
  capacity: number;
  /** Typed by somebody, and therefore kept for the next. */
  capacity_said: boolean;
  operation_id: string | null;
  started_by: string | null;
  started_by_name: string;
  started_at: Date;
  finished_at: Date | null;
  result: ColumnType<Tally | null, string | null, string | null>;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'scoring.simulations': SimulationsTable;
  }
}
