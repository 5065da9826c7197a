import type { ColumnType, Generated } from 'kysely';
import type { Routing } from './contract.ts';

type RoutingTable = {
  only_one: Generated<boolean>;
  version: number;
  document: ColumnType<Routing, string, string>;
  changed_by: string | null;
  changed_at: Date;
};

type RepsTable = {
  user_id: string;
  takes_leads: Generated<boolean>;
  weight: Generated<number>;
  capacity: number | null;
  skills: Generated<string[]>;
  languages: Generated<string[]>;
  updated_by: string | null;
  updated_at: Date;
};

type VacationsTable = {
  id: string;
  user_id: string;
  from_day: string;
  to_day: string;
  note: string | null;
};

/** Where the turns of a rule stand: who is owed the next lead, and how much. */
type TurnsTable = {
  rule: string;
  rep_id: string;
  credit: number;
};

declare module '../../platform/db.ts' {
  interface Tables {
    'handoff.routing': RoutingTable;
    'handoff.reps': RepsTable;
    'handoff.vacations': VacationsTable;
    'handoff.turns': TurnsTable;
  }
}
