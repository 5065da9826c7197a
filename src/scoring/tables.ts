import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { MoveReason } from './events.ts';
import type { ModelDocument, ModelState } from './model.ts';
import type { Temperature } from './temperature.ts';

export type ModelsTable = {
  id: string;
  number: number;
  state: ModelState;
  document: ColumnType<ModelDocument, string, string>;
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
  operation_id: string | null;
  in_force_at: Date | null;
  retired_at: Date | null;
};

type ScoresTable = {
  contact_id: string;
  model_id: string;
  fit: Generated<number>;
  /** Signed points at `heat_at`, one a group, in the order of the document. */
  heats: number[];
  heat_at: Date;
  hand_raised_at: Date | null;
  temperature: Generated<Temperature>;
  temperature_since: Date;
  cools_at: Date | null;
};

type TemperatureMovesTable = {
  contact_id: string;
  moved_at: Date;
  id: string;
  model_id: string;
  from_temperature: Temperature;
  to_temperature: Temperature;
  why: MoveReason;
  fit: number;
  engagement: number;
};

type TouchedTable = {
  position: GeneratedAlways<number>;
  why: 'touched' | 'fit' | 'merged';
  contact_ids: string[];
};

type BehindTable = {
  contact_id: string;
  model_id: string;
};

declare module '../platform/db.ts' {
  interface Tables {
    'scoring.models': ModelsTable;
    'scoring.scores': ScoresTable;
    'scoring.moves': TemperatureMovesTable;
    'scoring.touched': TouchedTable;
    'scoring.behind': BehindTable;
  }
}
