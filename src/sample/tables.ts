import type { Generated } from 'kysely';

export type WorldsTable = {
  id: string;
  only_one: Generated<boolean>;
  seed: number;
  contacts: number;
  ends_at: Date;
  parts_done: Generated<number>;
  parts: number;
  contacts_done: Generated<number>;
  touchpoints_done: Generated<number>;
  loaded_for: string | null;
  operation_id: string | null;
  started_at: Date;
  loaded_at: Date | null;
  removing_at: Date | null;
};

export type ChoicesTable = {
  only_one: Generated<boolean>;
  choice: 'empty' | 'sample';
  chosen_by: string | null;
  chosen_at: Date;
};

export type EffectsTable = {
  name: string;
  outcome: string;
  lines: string[];
  scale: string;
  size: number;
  at_most: number | null;
  words: string;
};

export type PeopleTable = {
  contact_id: string;
  line: string;
  likely: number | null;
  decides_at: Date | null;
  became: boolean | null;
  churned_at: Date | null;
  duplicate_of: string | null;
  kept_at: Date | null;
};

export type BroughtTable = {
  kind: string;
  name: string;
  id: string;
};

declare module '../platform/db.ts' {
  interface Tables {
    'sample.worlds': WorldsTable;
    'sample.choices': ChoicesTable;
    'sample.effects': EffectsTable;
    'sample.people': PeopleTable;
    'sample.brought': BroughtTable;
  }
}
