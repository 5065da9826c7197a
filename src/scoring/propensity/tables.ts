import type { ColumnType, Generated } from 'kysely';
import type { RuleWorth } from './contract.ts';
import type { Checked, StoredModel } from './learning.ts';

type Json<T> = ColumnType<T, string, string>;

export type PropensityModelsTable = {
  id: string;
  window_days: number;
  trained_at: Date;
  contacts: number;
  examples: number;
  customers: number;
  oldest_cut_off: Date;
  newest_cut_off: Date;
  /** Of those who did not become customers, the share that was trained on. */
  sampled: number;
  model: Json<StoredModel>;
  /** Trained only on what was known before the newest cut-off. */
  trial: Json<StoredModel>;
  checked: Json<Checked>;
  replaced_at: Date | null;
  /** Of everybody, how far this time; null when the last time is done. */
  foretold_up_to: Generated<string | null>;
  foretold_at: Generated<Date | null>;
};

type PropensitiesTable = {
  contact_id: string;
  model_id: string;
  probability: number;
};

type UnforetoldTable = {
  contact_id: string;
};

type PropensityTrainingsTable = {
  id: string;
  outcome: 'took_over' | 'kept' | 'refused';
  words: string;
  window_days: number;
  examples: number;
  customers: number;
  at: Date;
};

type RuleWorthsTable = {
  model_id: string;
  cut_off: Date;
  window_days: number;
  measured_at: Date;
  items: Json<RuleWorth[]>;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'scoring.propensity_models': PropensityModelsTable;
    'scoring.propensity_trainings': PropensityTrainingsTable;
    'scoring.rule_worths': RuleWorthsTable;
    'scoring.propensities': PropensitiesTable;
    'scoring.unforetold': UnforetoldTable;
  }
}
