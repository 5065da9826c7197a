import type { Source, Stage } from '../contact.ts';
import type { PropertyType } from '../properties/property.ts';
import type { GivenReading } from './table/table.ts';
import type { TargetName } from './target.ts';

/** The name of a column in the file → what it is (or both of two). Columns that are not named are left out. */
export type ColumnMap = Record<string, string | string[]>;

/** Whether what is not known is added, and what is known is changed. */
export const matchRules = ['create_and_update', 'create', 'update'] as const;
export type MatchRule = (typeof matchRules)[number];

/** By what a row finds a known record, the strongest first. */
export const matchKeys = ['externalId', 'email', 'phone', 'domain', 'name'] as const;
export type MatchKey = (typeof matchKeys)[number];

/** Whether a value in the file replaces one that is there. */
export const updateRules = ['overwrite', 'fill_blanks'] as const;
export type UpdateRule = (typeof updateRules)[number];

/** What decides between 3 April and 4 March; `auto` reads what can be read in one way only. */
export const dateOrders = ['auto', 'day_first', 'month_first'] as const;
export type DateOrder = (typeof dateOrders)[number];

export type NewProperty = { label?: string | undefined; type: PropertyType; currency?: string | undefined };

/** All that can be said about an import. A mapping file of the command line is one of these. */
export type ImportOptions = {
  target: TargetName;
  map?: ColumnMap | undefined;
  reading?: GivenReading | undefined;
  match?: MatchRule | undefined;
  by?: MatchKey[] | undefined;
  update?: UpdateRule | undefined;
  /** Whose ids the external ids are: the same id of two systems is two people. */
  idSpace?: string | undefined;
  /** Companies that nobody knows yet are made. */
  createCompanies?: boolean | undefined;
  /** Properties to be made, by their key. */
  properties?: Record<string, NewProperty> | undefined;
  /** Values that mean nothing: "Select", "n/a". */
  blanks?: string[] | undefined;
  /** Per column: what is written in the file → what is meant. */
  replace?: Record<string, Record<string, string>> | undefined;
  dates?: DateOrder | undefined;
  /** Of moments without one: "Europe/Berlin". */
  timeZone?: string | undefined;
  decimal?: '.' | ',' | undefined;
  /** On everybody of the file. */
  tags?: string[] | undefined;
  /** The list they are all put on. */
  listId?: string | undefined;
  /** For rows that do not say. */
  stage?: Stage | undefined;
  source?: Source | undefined;
  kind?: string | undefined;
  channel?: Source | undefined;
  currency?: string | undefined;
  when?: string | undefined;
};

export const PROPERTY = 'property:';

export function fieldsOf(target: string | string[]): string[] {
  return Array.isArray(target) ? target : [target];
}

export function mappedFields(map: ColumnMap): Set<string> {
  return new Set(Object.values(map).flatMap(fieldsOf));
}
