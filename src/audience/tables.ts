import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Source, Stage } from './contact.ts';
import type { ChosenContacts, EditedField } from './contract.ts';
import type { IdentityKind } from './identify/sighting.ts';
import type { Choice, PropertyType, PropertyValues } from './properties/property.ts';

export type ContactsTable = {
  id: string;
  given_name: string | null;
  family_name: string | null;
  email: string | null;
  /** E.164, when the number could be understood; as it was written it stands in `phone_original`. */
  phone: string | null;
  phone_original: string | null;
  job_title: string | null;
  company_name: string | null;
  city: string | null;
  street: string | null;
  postal_code: string | null;
  region: string | null;
  country: string | null;
  language: string | null;
  company_id: string | null;
  tags: Generated<string[]>;
  /** Values of declared properties by their key, in the shape `properties/property.ts` gives them. */
  properties: ColumnType<PropertyValues, string | undefined, string>;
  stage: Stage;
  stage_order: GeneratedAlways<number>;
  source: Source;
  owner_id: string | null;
  created_at: ColumnType<Date, Date, never>;
  updated_at: Date;
  deleted_at: Date | null;
  name: GeneratedAlways<string>;
  name_key: GeneratedAlways<string | null>;
  company_key: GeneratedAlways<string | null>;
  city_key: GeneratedAlways<string | null>;
  search_text: GeneratedAlways<string | null>;
};

export type CompaniesTable = {
  id: string;
  name: string;
  domain: string | null;
  phone: string | null;
  phone_original: string | null;
  industry: string | null;
  employees: number | null;
  street: string | null;
  postal_code: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  parent_id: string | null;
  owner_id: string | null;
  tags: Generated<string[]>;
  properties: ColumnType<PropertyValues, string | undefined, string>;
  created_at: ColumnType<Date, Date, never>;
  updated_at: Date;
  deleted_at: Date | null;
  name_key: GeneratedAlways<string>;
  city_key: GeneratedAlways<string | null>;
  search_text: GeneratedAlways<string>;
};

/** By what a company is recognised: its domain, "space:id" of another system, the name it had before a merge. */
export type CompanyIdentitiesTable = {
  kind: 'domain' | 'external' | 'name';
  value: string;
  company_id: string;
  created_at: Date;
};

export type CompanyPeopleTable = {
  company_id: string;
  contact_id: string;
  roles: string[];
  since: Date;
};

export type PropertiesTable = {
  id: string;
  record_kind: 'contact' | 'company';
  key: string;
  label: string;
  description: string | null;
  type: PropertyType;
  choices: ColumnType<Choice[], string | undefined, string>;
  /** Of money: ISO 4217. */
  currency: string | null;
  position: number;
  created_by: string | null;
  created_at: ColumnType<Date, Date, never>;
  updated_at: Date;
  archived_at: Date | null;
  /** Since when somebody wants lists by it to be fast, and since when they are. */
  index_wanted_at: Date | null;
  indexed_at: Date | null;
};

export type IdentitiesTable = {
  kind: IdentityKind;
  value: string;
  contact_id: string;
  created_at: Date;
};

/** What deleted contacts were known by, for as long as they can be restored. */
export type ReleasedIdentitiesTable = {
  contact_id: string;
  kind: IdentityKind;
  value: string;
  created_at: Date;
};

export type StageMovesTable = {
  contact_id: string;
  id: string;
  from_stage: Stage | null;
  to_stage: Stage;
  moved_at: Date;
  moved_by_kind: 'user' | 'key' | 'system';
  moved_by_id: string | null;
  moved_by_name: string;
  /** Why they went back, in words. */
  reason: ColumnType<string | null, string | null | undefined, never>;
};

export type RedirectsTable = {
  old_id: string;
  contact_id: string;
  made_at: Date;
};

export type IdentityConflictsTable = {
  contact_id: string;
  other_id: string;
  kind: IdentityKind;
  value: string;
  times: number;
  first_seen_at: Date;
  last_seen_at: Date;
  settled_at: Date | null;
};

export type BulkChangesTable = {
  id: string;
  field: EditedField | `property:${string}` | `tag:${string}` | 'deletedAt';
  value: string | null;
  chosen: ColumnType<ChosenContacts, string, never>;
  /** Set when there were too many to change at once. */
  operation_id: string | null;
  made_by_kind: 'user' | 'key' | 'system';
  made_by_id: string | null;
  made_at: Date;
  undone_at: Date | null;
};

export type BulkChangeContactsTable = {
  bulk_change_id: string;
  contact_id: string;
  before: string | null;
};

declare module '../platform/db.ts' {
  interface Tables {
    'audience.contacts': ContactsTable;
    'audience.companies': CompaniesTable;
    'audience.company_identities': CompanyIdentitiesTable;
    'audience.company_people': CompanyPeopleTable;
    'audience.properties': PropertiesTable;
    'audience.identities': IdentitiesTable;
    'audience.released_identities': ReleasedIdentitiesTable;
    'audience.stage_moves': StageMovesTable;
    'audience.redirects': RedirectsTable;
    'audience.identity_conflicts': IdentityConflictsTable;
    'audience.bulk_changes': BulkChangesTable;
    'audience.bulk_change_contacts': BulkChangeContactsTable;
  }
}
