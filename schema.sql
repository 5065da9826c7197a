-- Written by `npm run schema` from a migrated database; a test compares the two. Do not edit.

create extension pg_trgm;

create table audience.bulk_change_contacts (
  bulk_change_id uuid not null,
  contact_id uuid not null,
  before text,
  constraint bulk_change_contacts_bulk_change_id_fkey FOREIGN KEY (bulk_change_id) REFERENCES audience.bulk_changes(id) ON DELETE CASCADE,
  constraint bulk_change_contacts_pkey PRIMARY KEY (bulk_change_id, contact_id)
);
CREATE INDEX bulk_change_contacts_contact ON audience.bulk_change_contacts USING btree (contact_id);

create table audience.bulk_changes (
  id uuid not null,
  field text not null,
  value text,
  chosen jsonb not null,
  operation_id uuid,
  made_by_kind text not null,
  made_by_id uuid,
  made_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint bulk_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX bulk_changes_made ON audience.bulk_changes USING btree (made_at);

create table audience.companies (
  id uuid not null,
  name text not null,
  domain text,
  phone text,
  phone_original text,
  industry text,
  employees integer,
  street text,
  postal_code text,
  city text,
  region text,
  country text,
  parent_id uuid,
  owner_id uuid,
  tags text[] default '{}'::text[] not null,
  properties jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  name_key text generated always as (audience.fold(name)) stored not null,
  city_key text generated always as (audience.fold(city)) stored,
  search_text text generated always as (audience.fold(((((((((name || ' '::text) || COALESCE(domain, ''::text)) || ' '::text) || COALESCE(industry, ''::text)) || ' '::text) || COALESCE(city, ''::text)) || ' '::text) || COALESCE(phone_original, ''::text)))) stored not null,
  constraint companies_name_check CHECK ((btrim(name) <> ''::text)),
  constraint companies_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES workspace.users(id) ON DELETE SET NULL,
  constraint companies_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES audience.companies(id) ON DELETE SET NULL,
  constraint companies_pkey PRIMARY KEY (id)
);
CREATE INDEX companies_city ON audience.companies USING btree (city_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_created ON audience.companies USING btree (created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_deleted ON audience.companies USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX companies_employees ON audience.companies USING btree (employees, id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_industry ON audience.companies USING btree (industry, id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_name ON audience.companies USING btree (name_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_owner ON audience.companies USING btree (owner_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_parent ON audience.companies USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX companies_search ON audience.companies USING gin (search_text gin_trgm_ops) WHERE (deleted_at IS NULL);
CREATE INDEX companies_tags ON audience.companies USING gin (tags) WHERE (deleted_at IS NULL);
CREATE INDEX companies_updated ON audience.companies USING btree (updated_at, id) WHERE (deleted_at IS NULL);

create table audience.company_bulk_change_companies (
  bulk_change_id uuid not null,
  company_id uuid not null,
  before text,
  constraint company_bulk_change_companies_bulk_change_id_fkey FOREIGN KEY (bulk_change_id) REFERENCES audience.company_bulk_changes(id) ON DELETE CASCADE,
  constraint company_bulk_change_companies_company_id_fkey FOREIGN KEY (company_id) REFERENCES audience.companies(id) ON DELETE CASCADE,
  constraint company_bulk_change_companies_pkey PRIMARY KEY (bulk_change_id, company_id)
);
CREATE INDEX company_bulk_change_companies_company ON audience.company_bulk_change_companies USING btree (company_id);

create table audience.company_bulk_changes (
  id uuid not null,
  field text not null,
  value text,
  chosen jsonb not null,
  operation_id uuid,
  made_by_kind text not null,
  made_by_id uuid,
  made_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint company_bulk_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX company_bulk_changes_made ON audience.company_bulk_changes USING btree (made_at);

create table audience.company_identities (
  kind text not null,
  value text not null,
  company_id uuid not null,
  created_at timestamp with time zone not null,
  constraint company_identities_company_id_fkey FOREIGN KEY (company_id) REFERENCES audience.companies(id) ON DELETE CASCADE,
  constraint company_identities_kind_check CHECK ((kind = ANY (ARRAY['domain'::text, 'external'::text, 'name'::text]))),
  constraint company_identities_pkey PRIMARY KEY (kind, value)
);
CREATE INDEX company_identities_company ON audience.company_identities USING btree (company_id);

create table audience.company_merge_people (
  merge_id uuid not null,
  contact_id uuid not null,
  works boolean not null,
  roles text[],
  since timestamp with time zone,
  added text[] default '{}'::text[] not null,
  constraint company_merge_people_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint company_merge_people_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES audience.company_merges(id) ON DELETE CASCADE,
  constraint company_merge_people_pkey PRIMARY KEY (merge_id, contact_id)
);
CREATE INDEX company_merge_people_contact ON audience.company_merge_people USING btree (contact_id);

create table audience.company_merges (
  id uuid not null,
  company_id uuid not null,
  gone_company_id uuid not null,
  gone jsonb not null,
  moved jsonb not null,
  changed jsonb not null,
  merged_at timestamp with time zone not null,
  merged_by_kind text not null,
  merged_by_id uuid,
  merged_by_name text not null,
  unmerged_at timestamp with time zone,
  unmerged_by_id uuid,
  unmerged_by_name text,
  constraint company_merges_pkey PRIMARY KEY (id)
);
CREATE INDEX company_merges_company ON audience.company_merges USING btree (company_id, id);
CREATE UNIQUE INDEX company_merges_gone ON audience.company_merges USING btree (gone_company_id) WHERE (unmerged_at IS NULL);

create table audience.company_people (
  company_id uuid not null,
  contact_id uuid not null,
  roles text[] default '{}'::text[] not null,
  since timestamp with time zone not null,
  constraint company_people_company_id_fkey FOREIGN KEY (company_id) REFERENCES audience.companies(id) ON DELETE CASCADE,
  constraint company_people_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint company_people_pkey PRIMARY KEY (company_id, contact_id)
);
CREATE INDEX company_people_contact ON audience.company_people USING btree (contact_id);

create table audience.company_redirects (
  old_company_id uuid not null,
  company_id uuid not null,
  made_at timestamp with time zone not null,
  constraint company_redirects_company_id_fkey FOREIGN KEY (company_id) REFERENCES audience.companies(id) ON DELETE CASCADE,
  constraint company_redirects_pkey PRIMARY KEY (old_company_id)
);
CREATE INDEX company_redirects_company ON audience.company_redirects USING btree (company_id);

create table audience.consent_purposes (
  id uuid not null,
  key text not null,
  label text not null,
  wording text not null,
  channels text[] not null,
  position integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint consent_purposes_key_key UNIQUE (key),
  constraint consent_purposes_pkey PRIMARY KEY (id)
);

create table audience.consent_states (
  contact_id uuid not null,
  purpose text not null,
  channel text not null,
  state text not null,
  since timestamp with time zone not null,
  consent_id uuid not null,
  constraint consent_states_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint consent_states_pkey PRIMARY KEY (contact_id, purpose, channel)
);
CREATE INDEX consent_states_purpose ON audience.consent_states USING btree (purpose, channel, state, contact_id);

create table audience.consents (
  contact_id uuid not null,
  id uuid not null,
  purpose text not null,
  channel text not null,
  state text not null,
  source text not null,
  proof text,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  recorded_by_kind text not null,
  recorded_by_id uuid,
  recorded_by_name text not null,
  merges uuid[] default '{}'::uuid[] not null,
  import_id uuid,
  constraint consents_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint consents_pkey PRIMARY KEY (contact_id, id),
  constraint consents_state_check CHECK ((state = ANY (ARRAY['given'::text, 'withdrawn'::text])))
);
CREATE INDEX consents_import ON audience.consents USING btree (import_id, contact_id) WHERE (import_id IS NOT NULL);

create table audience.contacts (
  id uuid not null,
  given_name text,
  family_name text,
  email text,
  phone text,
  phone_original text,
  job_title text,
  company_name text,
  city text,
  country text,
  language text,
  stage text not null,
  stage_order integer generated always as (array_position(ARRAY['visitor'::text, 'lead'::text, 'mql'::text, 'sql'::text, 'opportunity'::text, 'customer'::text, 'advocate'::text], stage)) stored not null,
  source text not null,
  owner_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  name_key text generated always as (audience.fold(COALESCE(NULLIF(btrim(((COALESCE(given_name, ''::text) || ' '::text) || COALESCE(family_name, ''::text))), ''::text), email, phone_original))) stored,
  company_key text generated always as (audience.fold(company_name)) stored,
  city_key text generated always as (audience.fold(city)) stored,
  search_text text generated always as (audience.fold(((((((((((((((COALESCE(given_name, ''::text) || ' '::text) || COALESCE(family_name, ''::text)) || ' '::text) || COALESCE(email, ''::text)) || ' '::text) || COALESCE(company_name, ''::text)) || ' '::text) || COALESCE(job_title, ''::text)) || ' '::text) || COALESCE(city, ''::text)) || ' '::text) || COALESCE(phone, ''::text)) || ' '::text) || COALESCE(phone_original, ''::text)))) stored,
  name text generated always as (COALESCE(NULLIF(btrim(((COALESCE(given_name, ''::text) || ' '::text) || COALESCE(family_name, ''::text))), ''::text), email, phone_original, ('Visitor '::text || "right"((id)::text, 4)))) stored not null,
  company_id uuid,
  properties jsonb default '{}'::jsonb not null,
  tags text[] default '{}'::text[] not null,
  street text,
  postal_code text,
  region text,
  constraint contacts_company_id_fkey FOREIGN KEY (company_id) REFERENCES audience.companies(id) ON DELETE SET NULL,
  constraint contacts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES workspace.users(id) ON DELETE SET NULL,
  constraint contacts_pkey PRIMARY KEY (id)
);
CREATE INDEX contacts_city ON audience.contacts USING btree (city_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_company ON audience.contacts USING btree (company_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_country ON audience.contacts USING btree (country) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_created ON audience.contacts USING btree (created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_deleted ON audience.contacts USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX contacts_in_stage ON audience.contacts USING btree (stage) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_live ON audience.contacts USING btree (id) INCLUDE (owner_id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_name ON audience.contacts USING btree (name_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_of_company ON audience.contacts USING btree (company_id, id) WHERE (company_id IS NOT NULL);
CREATE INDEX contacts_owner ON audience.contacts USING btree (owner_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_phone ON audience.contacts USING btree (phone) WHERE ((phone IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX contacts_postal_code ON audience.contacts USING btree (lower((postal_code COLLATE "C")), id) WHERE ((postal_code IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX contacts_search ON audience.contacts USING gin (search_text gin_trgm_ops) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_source ON audience.contacts USING btree (source, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_stage ON audience.contacts USING btree (stage_order, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_tags ON audience.contacts USING gin (tags) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_updated ON audience.contacts USING btree (updated_at, id) WHERE (deleted_at IS NULL);

create table audience.duplicate_checks (
  asked_at timestamp with time zone not null,
  contact_id uuid not null,
  constraint duplicate_checks_pkey PRIMARY KEY (asked_at, contact_id)
);

create table audience.duplicate_keys (
  key bigint not null,
  contact_id uuid not null,
  constraint duplicate_keys_pkey PRIMARY KEY (key, contact_id)
);
CREATE INDEX duplicate_keys_contact ON audience.duplicate_keys USING btree (contact_id);

create table audience.duplicate_suggestions (
  id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  weight numeric(7,3) not null,
  reasons jsonb not null,
  state text not null,
  found_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_by_name text,
  merge_id uuid,
  constraint duplicate_suggestions_check CHECK ((one_id < other_id)),
  constraint duplicate_suggestions_one_id_other_id_key UNIQUE (one_id, other_id),
  constraint duplicate_suggestions_pkey PRIMARY KEY (id),
  constraint duplicate_suggestions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'merged'::text, 'dismissed'::text])))
);
CREATE INDEX duplicate_suggestions_open ON audience.duplicate_suggestions USING btree (weight, id) WHERE (state = 'open'::text);
CREATE INDEX duplicate_suggestions_other ON audience.duplicate_suggestions USING btree (other_id);

create table audience.erasures (
  id uuid not null,
  subject_hashes text[] not null,
  reason text not null,
  counts jsonb not null,
  erased_at timestamp with time zone not null,
  erased_by_kind text not null,
  erased_by_id uuid,
  erased_by_name text not null,
  files_checked_at timestamp with time zone,
  constraint erasures_pkey PRIMARY KEY (id)
);
CREATE INDEX erasures_subject ON audience.erasures USING gin (subject_hashes);

create table audience.identities (
  kind text not null,
  value text not null,
  contact_id uuid not null,
  created_at timestamp with time zone not null,
  constraint identities_pkey PRIMARY KEY (kind, value)
);
CREATE INDEX identities_contact ON audience.identities USING btree (contact_id);

create table audience.identity_conflicts (
  contact_id uuid not null,
  other_id uuid not null,
  kind text not null,
  value text not null,
  times bigint not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  constraint identity_conflicts_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint identity_conflicts_pkey PRIMARY KEY (contact_id, other_id, kind, value)
);
CREATE INDEX identity_conflicts_other ON audience.identity_conflicts USING btree (other_id);

create table audience.import_changes (
  import_id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  before jsonb,
  after jsonb,
  claimed text[] default '{}'::text[] not null,
  written_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  left_because text,
  constraint import_changes_import_id_fkey FOREIGN KEY (import_id) REFERENCES audience.imports(id) ON DELETE CASCADE,
  constraint import_changes_pkey PRIMARY KEY (import_id, record_kind, record_id)
);
CREATE INDEX import_changes_record ON audience.import_changes USING btree (record_id);

create table audience.import_notes (
  import_id uuid not null,
  row_number bigint not null,
  outcome text not null,
  reason text not null,
  constraint import_notes_import_id_fkey FOREIGN KEY (import_id) REFERENCES audience.imports(id) ON DELETE CASCADE,
  constraint import_notes_pkey PRIMARY KEY (import_id, row_number)
);

create table audience.imports (
  id uuid not null,
  target text not null,
  file_name text not null,
  file_id uuid,
  columns_key text not null,
  options jsonb not null,
  made_by_kind text not null,
  made_by_id uuid,
  made_by_name text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  seen bigint default 0 not null,
  created bigint default 0 not null,
  updated bigint default 0 not null,
  unchanged bigint default 0 not null,
  skipped bigint default 0 not null,
  bot bigint default 0 not null,
  notes_file_id uuid,
  undo_id uuid,
  undone_at timestamp with time zone,
  undo_file_id uuid,
  fingerprint text,
  constraint imports_add_up CHECK ((seen = ((((created + updated) + unchanged) + skipped) + bot))),
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_target_check CHECK ((target = ANY (ARRAY['contacts'::text, 'companies'::text, 'touchpoints'::text])))
);
CREATE INDEX imports_same_columns ON audience.imports USING btree (columns_key, started_at DESC);
CREATE INDEX imports_unfinished ON audience.imports USING btree (fingerprint) WHERE (ended_at IS NULL);

create table audience.merges (
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  gone jsonb not null,
  moved jsonb not null,
  changed jsonb not null,
  batch_id uuid,
  merged_at timestamp with time zone not null,
  merged_by_kind text not null,
  merged_by_id uuid,
  merged_by_name text not null,
  unmerged_at timestamp with time zone,
  unmerged_by_id uuid,
  unmerged_by_name text,
  constraint merges_pkey PRIMARY KEY (id)
);
CREATE INDEX merges_batch ON audience.merges USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX merges_gone ON audience.merges USING btree (gone_id, id);
CREATE INDEX merges_kept ON audience.merges USING btree (kept_id, id);
CREATE INDEX merges_merged ON audience.merges USING btree (merged_at) WHERE (unmerged_at IS NULL);
CREATE INDEX merges_recent ON audience.merges USING btree (merged_at) WHERE (unmerged_at IS NULL);

create table audience.properties (
  id uuid not null,
  record_kind text not null,
  key text not null,
  label text not null,
  description text,
  type text not null,
  choices jsonb default '[]'::jsonb not null,
  currency text,
  position integer not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  index_wanted_at timestamp with time zone,
  indexed_at timestamp with time zone,
  constraint properties_pkey PRIMARY KEY (id),
  constraint properties_record_kind_check CHECK ((record_kind = ANY (ARRAY['contact'::text, 'company'::text]))),
  constraint properties_record_kind_key_key UNIQUE (record_kind, key),
  constraint properties_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'money'::text, 'date'::text, 'choice'::text, 'multi_choice'::text, 'yes_no'::text, 'url'::text, 'user'::text])))
);

create table audience.redirects (
  old_id uuid not null,
  contact_id uuid not null,
  made_at timestamp with time zone not null,
  constraint redirects_pkey PRIMARY KEY (old_id)
);
CREATE INDEX redirects_contact ON audience.redirects USING btree (contact_id);

create table audience.released_company_identities (
  company_id uuid not null,
  kind text not null,
  value text not null,
  created_at timestamp with time zone not null,
  constraint released_company_identities_company_id_fkey FOREIGN KEY (company_id) REFERENCES audience.companies(id) ON DELETE CASCADE,
  constraint released_company_identities_pkey PRIMARY KEY (company_id, kind, value)
);

create table audience.released_identities (
  contact_id uuid not null,
  kind text not null,
  value text not null,
  created_at timestamp with time zone not null,
  constraint released_identities_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint released_identities_pkey PRIMARY KEY (contact_id, kind, value)
);

create table audience.segment_days (
  segment_id uuid not null,
  day date not null,
  entered bigint not null,
  gone bigint not null,
  constraint segment_days_pkey PRIMARY KEY (segment_id, day),
  constraint segment_days_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES audience.segments(id) ON DELETE CASCADE
);

create table audience.segment_dues (
  segment_id uuid not null,
  contact_id uuid not null,
  due_at timestamp with time zone not null,
  constraint segment_dues_pkey PRIMARY KEY (segment_id, contact_id)
);
CREATE INDEX segment_dues_contact ON audience.segment_dues USING btree (contact_id);
CREATE INDEX segment_dues_due ON audience.segment_dues USING btree (due_at);

create table audience.segment_members (
  contact_id uuid not null,
  segment_id uuid not null,
  entered_at timestamp with time zone not null,
  constraint segment_members_pkey PRIMARY KEY (contact_id, segment_id)
);
CREATE INDEX segment_members_entered ON audience.segment_members USING btree (segment_id, entered_at, contact_id);

create table audience.segment_moves (
  contact_id uuid not null,
  id uuid not null,
  segment_id uuid not null,
  entered boolean not null,
  moved_at timestamp with time zone not null,
  constraint segment_moves_pkey PRIMARY KEY (contact_id, id)
);
CREATE INDEX segment_moves_newest ON audience.segment_moves USING btree (segment_id, moved_at, id);

create table audience.segment_pick_change_contacts (
  change_id uuid not null,
  contact_id uuid not null,
  constraint segment_pick_change_contacts_change_id_fkey FOREIGN KEY (change_id) REFERENCES audience.segment_pick_changes(id) ON DELETE CASCADE,
  constraint segment_pick_change_contacts_pkey PRIMARY KEY (change_id, contact_id)
);
CREATE INDEX segment_pick_change_contacts_contact ON audience.segment_pick_change_contacts USING btree (contact_id);

create table audience.segment_pick_changes (
  id uuid not null,
  segment_id uuid not null,
  adding boolean not null,
  chosen jsonb not null,
  operation_id uuid,
  made_by_kind text not null,
  made_by_id uuid,
  made_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint segment_pick_changes_pkey PRIMARY KEY (id),
  constraint segment_pick_changes_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES audience.segments(id) ON DELETE CASCADE
);

create table audience.segment_picks (
  contact_id uuid not null,
  segment_id uuid not null,
  change_id uuid not null,
  picked_at timestamp with time zone not null,
  constraint segment_picks_pkey PRIMARY KEY (contact_id, segment_id),
  constraint segment_picks_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES audience.segments(id) ON DELETE CASCADE
);
CREATE INDEX segment_picks_segment ON audience.segment_picks USING btree (segment_id, contact_id);

create table audience.segment_touched (
  position bigint generated always as identity not null,
  marks text[] not null,
  contact_ids uuid[] not null,
  held_for uuid,
  constraint segment_touched_pkey PRIMARY KEY ("position")
);
CREATE INDEX segment_touched_held ON audience.segment_touched USING btree (held_for) WHERE (held_for IS NOT NULL);

create table audience.segment_versions (
  segment_id uuid not null,
  version integer not null,
  tree jsonb not null,
  sentence text not null,
  made_by_kind text not null,
  made_by_id uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  constraint segment_versions_pkey PRIMARY KEY (segment_id, version),
  constraint segment_versions_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES audience.segments(id) ON DELETE CASCADE
);

create table audience.segments (
  id uuid not null,
  name text not null,
  description text,
  kind text not null,
  tree jsonb,
  version integer not null,
  built_version integer,
  built_at timestamp with time zone,
  operation_id uuid,
  problem text,
  depends_on text[] default '{}'::text[] not null,
  member_count bigint default 0 not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  name_key text generated always as (audience.fold(name)) stored not null,
  constraint segments_created_by_fkey FOREIGN KEY (created_by) REFERENCES workspace.users(id) ON DELETE SET NULL,
  constraint segments_kind_check CHECK ((kind = ANY (ARRAY['live'::text, 'list'::text]))),
  constraint segments_name_check CHECK ((btrim(name) <> ''::text)),
  constraint segments_pkey PRIMARY KEY (id)
);
CREATE INDEX segments_count ON audience.segments USING btree (member_count, id);
CREATE INDEX segments_name ON audience.segments USING btree (name_key, id);
CREATE INDEX segments_updated ON audience.segments USING btree (updated_at, id);

create table audience.stage_moves (
  contact_id uuid not null,
  id uuid not null,
  from_stage text,
  to_stage text not null,
  moved_at timestamp with time zone not null,
  moved_by_kind text not null,
  moved_by_id uuid,
  moved_by_name text not null,
  reason text,
  constraint stage_moves_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint stage_moves_pkey PRIMARY KEY (contact_id, id)
);
CREATE INDEX stage_moves_recent ON audience.stage_moves USING btree (moved_at, contact_id) WHERE (from_stage IS NOT NULL);

create table audience.tags (
  id uuid not null,
  key text not null,
  name text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint tags_key_key UNIQUE (key),
  constraint tags_pkey PRIMARY KEY (id)
);

create table handoff.agreements (
  id uuid not null,
  number integer not null,
  state text not null,
  document jsonb not null,
  note text,
  based_on uuid,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  proposed_by uuid,
  proposed_at timestamp with time zone,
  marketing_signed_by uuid,
  marketing_signed_at timestamp with time zone,
  sales_signed_by uuid,
  sales_signed_at timestamp with time zone,
  in_force_at timestamp with time zone,
  retired_at timestamp with time zone,
  constraint agreements_based_on_fkey FOREIGN KEY (based_on) REFERENCES handoff.agreements(id),
  constraint agreements_number_key UNIQUE (number),
  constraint agreements_pkey PRIMARY KEY (id),
  constraint agreements_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'in_force'::text, 'retired'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX agreements_in_force ON handoff.agreements USING btree (state) WHERE (state = 'in_force'::text);
CREATE INDEX agreements_months ON handoff.agreements USING btree (in_force_at DESC) WHERE (in_force_at IS NOT NULL);
CREATE UNIQUE INDEX agreements_proposed ON handoff.agreements USING btree (state) WHERE (state = 'proposed'::text);

create table handoff.attainments (
  month date not null,
  promise text not null,
  agreement_id uuid not null,
  side text not null,
  value double precision,
  target double precision not null,
  kept integer not null,
  counted integer not null,
  state text not null,
  counted_at timestamp with time zone not null,
  constraint attainments_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES handoff.agreements(id),
  constraint attainments_pkey PRIMARY KEY (month, promise),
  constraint attainments_side_check CHECK ((side = ANY (ARRAY['marketing'::text, 'sales'::text])))
);

create table handoff.attempts (
  id uuid not null,
  handoff_id uuid not null,
  kind text not null,
  outcome text not null,
  words text,
  by_id uuid,
  at timestamp with time zone not null,
  constraint attempts_handoff_id_fkey FOREIGN KEY (handoff_id) REFERENCES handoff.handoffs(id) ON DELETE CASCADE,
  constraint attempts_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'email'::text, 'message'::text, 'visit'::text, 'meeting'::text]))),
  constraint attempts_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'no_answer'::text, 'voicemail'::text, 'sent'::text, 'booked'::text]))),
  constraint attempts_pkey PRIMARY KEY (id)
);
CREATE INDEX attempts_handoff ON handoff.attempts USING btree (handoff_id, at);

create table handoff.barred (
  contact_id uuid not null,
  rule text not null,
  handoff_id uuid not null,
  reason text not null,
  barred_at timestamp with time zone not null,
  constraint barred_pkey PRIMARY KEY (contact_id, rule)
);

create table handoff.clocks (
  handoff_id uuid not null,
  promise text not null,
  agreement_id uuid not null,
  metric text not null,
  rep_id uuid,
  started_at timestamp with time zone not null,
  used_minutes double precision default 0 not null,
  counted_from timestamp with time zone not null,
  due_at timestamp with time zone not null,
  late_at timestamp with time zone not null,
  met_at timestamp with time zone,
  took_minutes real,
  missed_at timestamp with time zone,
  stopped_at timestamp with time zone,
  step integer default 0 not null,
  next_at timestamp with time zone,
  constraint clocks_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES handoff.agreements(id),
  constraint clocks_handoff_id_fkey FOREIGN KEY (handoff_id) REFERENCES handoff.handoffs(id) ON DELETE CASCADE,
  constraint clocks_metric_check CHECK ((metric = ANY (ARRAY['first_response'::text, 'attempts'::text, 'verdict'::text, 'recycled_followed_up'::text]))),
  constraint clocks_pkey PRIMARY KEY (handoff_id, promise)
);
CREATE INDEX clocks_missed ON handoff.clocks USING btree (missed_at DESC, handoff_id DESC) WHERE (missed_at IS NOT NULL);
CREATE INDEX clocks_months ON handoff.clocks USING btree (promise, started_at DESC, handoff_id DESC) INCLUDE (met_at, missed_at, stopped_at, took_minutes);
CREATE INDEX clocks_next ON handoff.clocks USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX clocks_rep ON handoff.clocks USING btree (rep_id) WHERE ((met_at IS NULL) AND (stopped_at IS NULL));

create table handoff.consequences (
  id uuid not null,
  agreement_id uuid not null,
  promise text not null,
  handoff_id uuid,
  month date not null,
  step text not null,
  words text,
  at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settled_by uuid,
  settlement text,
  constraint consequences_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES handoff.agreements(id),
  constraint consequences_handoff_id_fkey FOREIGN KEY (handoff_id) REFERENCES handoff.handoffs(id) ON DELETE CASCADE,
  constraint consequences_pkey PRIMARY KEY (id),
  constraint consequences_step_check CHECK ((step = ANY (ARRAY['flag_weekly'::text, 'consequence'::text])))
);
CREATE INDEX consequences_at ON handoff.consequences USING btree (at DESC, id DESC);
CREATE UNIQUE INDEX consequences_case ON handoff.consequences USING btree (handoff_id, promise, step) WHERE (handoff_id IS NOT NULL);
CREATE UNIQUE INDEX consequences_month ON handoff.consequences USING btree (promise, month, step, COALESCE(words, ''::text)) WHERE (handoff_id IS NULL);
CREATE INDEX consequences_open ON handoff.consequences USING btree (at DESC, id DESC) WHERE (settled_at IS NULL);

create table handoff.deliveries (
  handoff_id uuid not null,
  delivered_at timestamp with time zone not null,
  source text,
  hot boolean not null,
  missing text[] not null,
  verdict text,
  amount bigint,
  currency text,
  outcome text,
  constraint deliveries_handoff_id_fkey FOREIGN KEY (handoff_id) REFERENCES handoff.handoffs(id) ON DELETE CASCADE,
  constraint deliveries_outcome_check CHECK ((outcome = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  constraint deliveries_pkey PRIMARY KEY (handoff_id)
);
CREATE INDEX deliveries_months ON handoff.deliveries USING btree (delivered_at DESC, handoff_id DESC) INCLUDE (source, hot, missing, verdict, amount, currency);

create table handoff.digest_mails (
  week date not null,
  user_id uuid not null,
  sent_at timestamp with time zone not null,
  constraint digest_mails_pkey PRIMARY KEY (week, user_id),
  constraint digest_mails_week_fkey FOREIGN KEY (week) REFERENCES handoff.digests(week) ON DELETE CASCADE
);

create table handoff.digests (
  week date not null,
  id uuid not null,
  made_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint digests_pkey PRIMARY KEY (week)
);

create table handoff.field_notes (
  id uuid not null,
  kind text not null,
  words text,
  competitor text,
  product text,
  store text,
  place text,
  contact_id uuid,
  company_id uuid,
  handoff_id uuid,
  source text,
  campaign text,
  noted_by uuid,
  noted_by_name text not null,
  noted_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  merges uuid[] default '{}'::uuid[] not null,
  edited_at timestamp with time zone,
  company_merges uuid[] default '{}'::uuid[] not null,
  constraint field_notes_handoff_id_fkey FOREIGN KEY (handoff_id) REFERENCES handoff.handoffs(id) ON DELETE SET NULL,
  constraint field_notes_kind_check CHECK ((kind = ANY (ARRAY['praise'::text, 'wish'::text, 'complaint'::text, 'question'::text, 'competitor'::text, 'problem'::text]))),
  constraint field_notes_pkey PRIMARY KEY (id),
  constraint field_notes_words_check CHECK (((length(words) >= 1) AND (length(words) <= 4000)))
);
CREATE INDEX field_notes_company ON handoff.field_notes USING btree (company_id, noted_at DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX field_notes_contact ON handoff.field_notes USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX field_notes_handoff ON handoff.field_notes USING btree (handoff_id) WHERE (handoff_id IS NOT NULL);
CREATE INDEX field_notes_noted_at ON handoff.field_notes USING btree (noted_at DESC, id DESC);

create table handoff.follow_ups (
  id uuid not null,
  theme_id uuid not null,
  kind text not null,
  title text not null,
  words text,
  owner_id uuid,
  state text not null,
  outcome text,
  model_id uuid,
  made_by uuid,
  made_at timestamp with time zone not null,
  state_at timestamp with time zone not null,
  state_by uuid,
  constraint follow_ups_kind_check CHECK ((kind = ANY (ARRAY['content_idea'::text, 'campaign_change'::text, 'score_rule'::text, 'product_issue'::text]))),
  constraint follow_ups_model_id_fkey FOREIGN KEY (model_id) REFERENCES scoring.models(id) ON DELETE SET NULL,
  constraint follow_ups_pkey PRIMARY KEY (id),
  constraint follow_ups_state_check CHECK ((state = ANY (ARRAY['open'::text, 'doing'::text, 'done'::text, 'dropped'::text]))),
  constraint follow_ups_theme_id_fkey FOREIGN KEY (theme_id) REFERENCES handoff.themes(id) ON DELETE CASCADE,
  constraint follow_ups_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX follow_ups_model ON handoff.follow_ups USING btree (model_id) WHERE (model_id IS NOT NULL);
CREATE INDEX follow_ups_state ON handoff.follow_ups USING btree (state_at DESC);
CREATE INDEX follow_ups_theme ON handoff.follow_ups USING btree (theme_id, made_at DESC);

create table handoff.hand_overs (
  operation_id uuid not null,
  contact_id uuid not null,
  outcome text not null,
  handoff_id uuid,
  constraint hand_overs_handoff_id_fkey FOREIGN KEY (handoff_id) REFERENCES handoff.handoffs(id) ON DELETE SET NULL,
  constraint hand_overs_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES platform.operations(id) ON DELETE CASCADE,
  constraint hand_overs_outcome_check CHECK ((outcome = ANY (ARRAY['handed'::text, 'open'::text, 'worked'::text, 'unreachable'::text, 'rejected'::text]))),
  constraint hand_overs_pkey PRIMARY KEY (operation_id, outcome, contact_id)
);
CREATE INDEX hand_overs_contact ON handoff.hand_overs USING btree (contact_id);
CREATE INDEX hand_overs_handoff ON handoff.hand_overs USING btree (handoff_id) WHERE (handoff_id IS NOT NULL);

create table handoff.handoffs (
  id uuid not null,
  contact_id uuid not null,
  trigger text not null,
  rule text not null,
  why jsonb not null,
  fit real,
  engagement real,
  source text,
  campaign text,
  agreement_id uuid,
  opened_at timestamp with time zone not null,
  opened_by uuid,
  state text not null,
  rep_id uuid,
  team_id uuid,
  routed_by text,
  assigned_at timestamp with time zone,
  first_contact_at timestamp with time zone,
  attempts integer default 0 not null,
  verdict text,
  reason text,
  words text,
  verdict_by uuid,
  verdict_at timestamp with time zone,
  recycle_on date,
  route_at timestamp with time zone,
  not_to uuid[] default '{}'::uuid[] not null,
  known_rep_id uuid,
  owner_before uuid,
  briefed_at timestamp with time zone,
  came_back_at timestamp with time zone,
  returned_from uuid,
  constraint handoffs_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES handoff.agreements(id),
  constraint handoffs_pkey PRIMARY KEY (id),
  constraint handoffs_returned_from_fkey FOREIGN KEY (returned_from) REFERENCES handoff.handoffs(id) ON DELETE SET NULL,
  constraint handoffs_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'contacting'::text, 'accepted'::text, 'returned'::text, 'won'::text, 'lost'::text]))),
  constraint handoffs_trigger_check CHECK ((trigger = ANY (ARRAY['hot'::text, 'raised_hand'::text, 'warm'::text, 'manual'::text, 'recycled'::text]))),
  constraint handoffs_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'recycled'::text, 'rejected'::text])))
);
CREATE INDEX handoffs_contact ON handoff.handoffs USING btree (contact_id, opened_at DESC);
CREATE UNIQUE INDEX handoffs_open ON handoff.handoffs USING btree (contact_id) WHERE (state = ANY (ARRAY['ready'::text, 'contacting'::text]));
CREATE INDEX handoffs_opened_at ON handoff.handoffs USING btree (opened_at DESC, id DESC);
CREATE INDEX handoffs_queue ON handoff.handoffs USING btree (opened_at, id) WHERE ((rep_id IS NULL) AND (state = ANY (ARRAY['ready'::text, 'contacting'::text])));
CREATE INDEX handoffs_recycle ON handoff.handoffs USING btree (recycle_on) WHERE ((recycle_on IS NOT NULL) AND (came_back_at IS NULL));
CREATE INDEX handoffs_rep ON handoff.handoffs USING btree (rep_id, state, opened_at DESC);
CREATE INDEX handoffs_returned_from ON handoff.handoffs USING btree (returned_from) WHERE (returned_from IS NOT NULL);
CREATE INDEX handoffs_route_at ON handoff.handoffs USING btree (route_at) WHERE (route_at IS NOT NULL);
CREATE INDEX handoffs_state ON handoff.handoffs USING btree (state, opened_at DESC, id DESC);
CREATE INDEX handoffs_verdict_at ON handoff.handoffs USING btree (verdict_at DESC, id DESC) WHERE (verdict_at IS NOT NULL);

create table handoff.merged (
  merge_id uuid not null,
  handoff_id uuid not null,
  constraint merged_pkey PRIMARY KEY (merge_id, handoff_id)
);

create table handoff.reps (
  user_id uuid not null,
  takes_leads boolean default true not null,
  weight integer default 1 not null,
  capacity integer,
  skills text[] default '{}'::text[] not null,
  languages text[] default '{}'::text[] not null,
  updated_by uuid,
  updated_at timestamp with time zone not null,
  constraint reps_capacity_check CHECK (((capacity >= 1) AND (capacity <= 1000))),
  constraint reps_pkey PRIMARY KEY (user_id),
  constraint reps_weight_check CHECK (((weight >= 1) AND (weight <= 100)))
);

create table handoff.routing (
  only_one boolean default true not null,
  version integer not null,
  document jsonb not null,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint routing_only_one_check CHECK (only_one),
  constraint routing_pkey PRIMARY KEY (only_one)
);

create table handoff.strangers (
  contact_id uuid not null,
  move jsonb not null,
  since timestamp with time zone not null,
  constraint strangers_pkey PRIMARY KEY (contact_id)
);

create table handoff.theme_items (
  id uuid generated always as (COALESCE(note_id, handoff_id)) stored not null,
  theme_id uuid not null,
  note_id uuid,
  handoff_id uuid,
  said_at timestamp with time zone not null,
  added_by uuid,
  added_at timestamp with time zone not null,
  constraint theme_items_check CHECK ((num_nonnulls(note_id, handoff_id) = 1)),
  constraint theme_items_handoff_id_fkey FOREIGN KEY (handoff_id) REFERENCES handoff.handoffs(id) ON DELETE CASCADE,
  constraint theme_items_note_id_fkey FOREIGN KEY (note_id) REFERENCES handoff.field_notes(id) ON DELETE CASCADE,
  constraint theme_items_pkey PRIMARY KEY (id),
  constraint theme_items_theme_id_fkey FOREIGN KEY (theme_id) REFERENCES handoff.themes(id) ON DELETE CASCADE
);
CREATE INDEX theme_items_handoff ON handoff.theme_items USING btree (handoff_id) WHERE (handoff_id IS NOT NULL);
CREATE INDEX theme_items_note ON handoff.theme_items USING btree (note_id) WHERE (note_id IS NOT NULL);
CREATE INDEX theme_items_theme ON handoff.theme_items USING btree (theme_id, said_at DESC);

create table handoff.themes (
  id uuid not null,
  name text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  merged_into uuid,
  merged_at timestamp with time zone,
  constraint themes_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES handoff.themes(id),
  constraint themes_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint themes_pkey PRIMARY KEY (id)
);
CREATE INDEX themes_open ON handoff.themes USING btree (made_at DESC, id DESC) WHERE (merged_into IS NULL);

create table handoff.turns (
  rule text not null,
  rep_id uuid not null,
  credit integer not null,
  constraint turns_pkey PRIMARY KEY (rule, rep_id)
);

create table handoff.vacations (
  id uuid not null,
  user_id uuid not null,
  from_day date not null,
  to_day date not null,
  note text,
  constraint vacations_check CHECK ((to_day >= from_day)),
  constraint vacations_pkey PRIMARY KEY (id)
);
CREATE INDEX vacations_days ON handoff.vacations USING btree (from_day, to_day);
CREATE INDEX vacations_user ON handoff.vacations USING btree (user_id, to_day);

create table pipeline.deals (
  id uuid not null,
  name text not null,
  contact_id uuid,
  company_id uuid,
  handoff_id uuid,
  owner_id uuid,
  amount bigint,
  currency text,
  stage text not null,
  lost_reason text,
  lost_words text,
  expected_close_on date,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  created_by uuid,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  merges uuid[] default '{}'::uuid[] not null,
  name_key text generated always as (audience.fold(name)) stored not null,
  made_customer_from text,
  made_customer_at timestamp with time zone,
  company_merges uuid[] default '{}'::uuid[] not null,
  constraint deals_amount_check CHECK ((amount >= 0)),
  constraint deals_check CHECK (((amount IS NULL) = (currency IS NULL))),
  constraint deals_check1 CHECK (((stage = 'open'::text) = (closed_at IS NULL))),
  constraint deals_check2 CHECK (((stage = 'lost'::text) OR ((lost_reason IS NULL) AND (lost_words IS NULL)))),
  constraint deals_check3 CHECK (((made_customer_from IS NULL) = (made_customer_at IS NULL))),
  constraint deals_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint deals_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300))),
  constraint deals_pkey PRIMARY KEY (id),
  constraint deals_stage_check CHECK ((stage = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);
CREATE INDEX deals_amount ON pipeline.deals USING btree (amount, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_closed ON pipeline.deals USING btree (closed_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_company ON pipeline.deals USING btree (company_id);
CREATE INDEX deals_contact ON pipeline.deals USING btree (contact_id);
CREATE INDEX deals_deleted ON pipeline.deals USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX deals_expected ON pipeline.deals USING btree (expected_close_on, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX deals_handoff ON pipeline.deals USING btree (handoff_id) WHERE (handoff_id IS NOT NULL);
CREATE INDEX deals_name ON pipeline.deals USING btree (name_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_open ON pipeline.deals USING btree (expected_close_on, id) WHERE ((stage = 'open'::text) AND (deleted_at IS NULL));
CREATE INDEX deals_opened ON pipeline.deals USING btree (opened_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_owner ON pipeline.deals USING btree (owner_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_search ON pipeline.deals USING gin (name_key gin_trgm_ops) WHERE (deleted_at IS NULL);
CREATE INDEX deals_stage ON pipeline.deals USING btree (stage, closed_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX deals_updated ON pipeline.deals USING btree (updated_at, id) WHERE (deleted_at IS NULL);

create table platform.events (
  position bigint generated always as identity not null,
  id uuid not null,
  name text not null,
  subject_kind text not null,
  subject_id uuid not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  changes jsonb default '{}'::jsonb not null,
  payload jsonb default '{}'::jsonb not null,
  occurred_at timestamp with time zone default now() not null,
  constraint events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'key'::text, 'system'::text]))),
  constraint events_id_key UNIQUE (id),
  constraint events_pkey PRIMARY KEY ("position")
);
CREATE INDEX events_actor ON platform.events USING btree (actor_id, "position" DESC) WHERE (actor_id IS NOT NULL);
CREATE INDEX events_name ON platform.events USING btree (name, "position" DESC);
CREATE INDEX events_subject ON platform.events USING btree (subject_kind, subject_id, "position" DESC);
CREATE INDEX events_told ON platform.events USING btree ("position") WHERE (NOT ((name = 'touchpoint.recorded'::text) AND (actor_kind = 'system'::text)));

create table platform.file_chunks (
  file_id uuid not null,
  number integer not null,
  bytes bytea not null,
  constraint file_chunks_file_id_fkey FOREIGN KEY (file_id) REFERENCES platform.files(id) ON DELETE CASCADE,
  constraint file_chunks_pkey PRIMARY KEY (file_id, number)
);

create table platform.files (
  id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint default 0 not null,
  owner_kind text not null,
  owner_id uuid,
  created_at timestamp with time zone default now() not null,
  stored_at timestamp with time zone,
  expires_at timestamp with time zone,
  constraint files_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['user'::text, 'key'::text, 'system'::text]))),
  constraint files_pkey PRIMARY KEY (id)
);
CREATE INDEX files_expires ON platform.files USING btree (expires_at) WHERE (expires_at IS NOT NULL);

create table platform.idempotency_keys (
  actor_id uuid not null,
  key text not null,
  route text not null,
  body_hash bytea not null,
  status integer,
  content_type text,
  answer bytea,
  created_at timestamp with time zone default now() not null,
  answered_at timestamp with time zone,
  constraint idempotency_keys_pkey PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_keys_created ON platform.idempotency_keys USING btree (created_at);

create table platform.installation (
  only_row boolean default true not null,
  secret_fingerprint text not null,
  created_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  constraint installation_only_row_check CHECK (only_row),
  constraint installation_pkey PRIMARY KEY (only_row)
);

create table platform.mails (
  id uuid not null,
  to_address text not null,
  subject text not null,
  template text not null,
  sealed_values bytea,
  for_role text,
  message_class text not null,
  state text not null,
  attempts integer default 0 not null,
  error text,
  message_id text,
  created_at timestamp with time zone default now() not null,
  tried_at timestamp with time zone,
  sent_at timestamp with time zone,
  constraint mails_message_class_check CHECK ((message_class = 'transactional'::text)),
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'held'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX mails_state ON platform.mails USING btree (state, id DESC);

create table platform.migrations (
  name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);

create table platform.operations (
  id uuid not null,
  kind text not null,
  title text not null,
  state text not null,
  done bigint default 0 not null,
  total bigint,
  unit text,
  started_by_kind text not null,
  started_by uuid,
  started_by_name text not null,
  started_by_role text not null,
  started_by_teams uuid[] default '{}'::uuid[] not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  result jsonb,
  result_path text,
  error text,
  cursor jsonb,
  cancel_requested_at timestamp with time zone,
  run_id uuid,
  run_at timestamp with time zone,
  run_from bigint default 0 not null,
  heartbeat_at timestamp with time zone,
  constraint operations_pkey PRIMARY KEY (id),
  constraint operations_started_by_kind_check CHECK ((started_by_kind = ANY (ARRAY['user'::text, 'key'::text, 'system'::text]))),
  constraint operations_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX operations_mine ON platform.operations USING btree (started_by, id DESC);
CREATE INDEX operations_open ON platform.operations USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

create table platform.subscriptions (
  name text not null,
  position bigint not null,
  constraint subscriptions_pkey PRIMARY KEY (name)
);

create table platform.workers (
  pool text not null,
  host text not null,
  pid integer not null,
  started_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  constraint workers_pkey PRIMARY KEY (pool)
);

create table sample.brought (
  kind text not null,
  name text not null,
  id text not null,
  constraint brought_pkey PRIMARY KEY (kind, name)
);

create table sample.choices (
  only_one boolean default true not null,
  choice text not null,
  chosen_by uuid,
  chosen_at timestamp with time zone not null,
  constraint choices_choice_check CHECK ((choice = ANY (ARRAY['empty'::text, 'sample'::text]))),
  constraint choices_only_one_check CHECK (only_one),
  constraint choices_pkey PRIMARY KEY (only_one)
);

create table sample.effects (
  name text not null,
  outcome text not null,
  lines text[] not null,
  scale text not null,
  size double precision not null,
  at_most integer,
  words text not null,
  constraint effects_pkey PRIMARY KEY (name)
);

create table sample.people (
  contact_id uuid not null,
  line text not null,
  likely double precision,
  decides_at timestamp with time zone,
  became boolean,
  churned_at timestamp with time zone,
  duplicate_of uuid,
  kept_at timestamp with time zone,
  constraint people_pkey PRIMARY KEY (contact_id)
);

create table sample.worlds (
  id uuid not null,
  only_one boolean default true not null,
  seed bigint not null,
  contacts bigint not null,
  ends_at timestamp with time zone not null,
  parts_done bigint default 0 not null,
  parts bigint not null,
  contacts_done bigint default 0 not null,
  touchpoints_done bigint default 0 not null,
  loaded_for uuid,
  operation_id uuid,
  started_at timestamp with time zone not null,
  loaded_at timestamp with time zone,
  removing_at timestamp with time zone,
  constraint worlds_only_one_check CHECK (only_one),
  constraint worlds_only_one_key UNIQUE (only_one),
  constraint worlds_pkey PRIMARY KEY (id)
);

create table scoring.behind (
  contact_id uuid not null,
  model_id uuid not null,
  constraint behind_pkey PRIMARY KEY (contact_id, model_id)
);

create table scoring.models (
  id uuid not null,
  number integer not null,
  state text not null,
  document jsonb not null,
  note text,
  based_on uuid,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  proposed_by uuid,
  proposed_at timestamp with time zone,
  marketing_signed_by uuid,
  marketing_signed_at timestamp with time zone,
  sales_signed_by uuid,
  sales_signed_at timestamp with time zone,
  operation_id uuid,
  in_force_at timestamp with time zone,
  retired_at timestamp with time zone,
  constraint models_based_on_fkey FOREIGN KEY (based_on) REFERENCES scoring.models(id),
  constraint models_number_key UNIQUE (number),
  constraint models_pkey PRIMARY KEY (id),
  constraint models_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'signed'::text, 'applying'::text, 'in_force'::text, 'retired'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX models_applying ON scoring.models USING btree (state) WHERE (state = ANY (ARRAY['signed'::text, 'applying'::text]));
CREATE UNIQUE INDEX models_in_force ON scoring.models USING btree (state) WHERE (state = 'in_force'::text);

create table scoring.moves (
  contact_id uuid not null,
  moved_at timestamp with time zone not null,
  id uuid not null,
  model_id uuid not null,
  from_temperature text not null,
  to_temperature text not null,
  why text not null,
  fit real not null,
  engagement real not null,
  constraint moves_pkey PRIMARY KEY (contact_id, moved_at, id),
  constraint moves_why_check CHECK ((why = ANY (ARRAY['touched'::text, 'raised_hand'::text, 'cooled'::text, 'fit'::text, 'model'::text, 'merged'::text, 'verdict'::text])))
);
CREATE INDEX moves_moved_at ON scoring.moves USING btree (moved_at, to_temperature);

create table scoring.propensities (
  contact_id uuid not null,
  model_id uuid not null,
  probability double precision not null,
  constraint propensities_pkey PRIMARY KEY (contact_id),
  constraint propensities_probability_check CHECK (((probability >= (0)::double precision) AND (probability <= (1)::double precision)))
);
CREATE INDEX propensities_in_order ON scoring.propensities USING btree (probability, contact_id);

create table scoring.propensity_models (
  id uuid not null,
  window_days integer not null,
  trained_at timestamp with time zone not null,
  contacts integer not null,
  examples integer not null,
  customers integer not null,
  oldest_cut_off timestamp with time zone not null,
  newest_cut_off timestamp with time zone not null,
  sampled double precision not null,
  model jsonb not null,
  trial jsonb not null,
  checked jsonb not null,
  replaced_at timestamp with time zone,
  foretold_up_to uuid,
  foretold_at timestamp with time zone,
  constraint propensity_models_pkey PRIMARY KEY (id),
  constraint propensity_models_sampled_check CHECK ((sampled > (0)::double precision)),
  constraint propensity_models_window_days_check CHECK (((window_days >= 14) AND (window_days <= 365)))
);
CREATE UNIQUE INDEX propensity_models_in_use ON scoring.propensity_models USING btree ((true)) WHERE (replaced_at IS NULL);

create table scoring.propensity_trainings (
  id uuid not null,
  outcome text not null,
  words text not null,
  window_days integer not null,
  examples integer not null,
  customers integer not null,
  at timestamp with time zone not null,
  constraint propensity_trainings_outcome_check CHECK ((outcome = ANY (ARRAY['took_over'::text, 'kept'::text, 'refused'::text]))),
  constraint propensity_trainings_pkey PRIMARY KEY (id)
);

create table scoring.rule_worths (
  model_id uuid not null,
  cut_off timestamp with time zone not null,
  window_days integer not null,
  measured_at timestamp with time zone not null,
  items jsonb not null,
  constraint rule_worths_model_id_fkey FOREIGN KEY (model_id) REFERENCES scoring.models(id) ON DELETE CASCADE,
  constraint rule_worths_pkey PRIMARY KEY (model_id)
);

create table scoring.scores (
  contact_id uuid not null,
  model_id uuid not null,
  fit real default 0 not null,
  heats double precision[] not null,
  heat_at timestamp with time zone not null,
  hand_raised_at timestamp with time zone,
  temperature text default 'cold'::text not null,
  temperature_since timestamp with time zone not null,
  cools_at timestamp with time zone,
  constraint scores_pkey PRIMARY KEY (contact_id, model_id),
  constraint scores_temperature_check CHECK ((temperature = ANY (ARRAY['cold'::text, 'warm'::text, 'hot'::text])))
) partition by LIST (model_id);
CREATE INDEX scores_cools_at ON ONLY scoring.scores USING btree (cools_at) WHERE (cools_at IS NOT NULL);
CREATE INDEX scores_warm ON ONLY scoring.scores USING btree (model_id, temperature, contact_id) WHERE (temperature <> 'cold'::text);

create table scoring.simulations (
  id uuid not null,
  model_id uuid not null,
  compared_with uuid,
  document jsonb not null,
  capacity integer not null,
  operation_id uuid,
  started_by uuid,
  started_by_name text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  result jsonb,
  capacity_said boolean default false not null,
  constraint simulations_capacity_check CHECK (((capacity >= 0) AND (capacity <= 1000000))),
  constraint simulations_compared_with_fkey FOREIGN KEY (compared_with) REFERENCES scoring.models(id),
  constraint simulations_model_id_fkey FOREIGN KEY (model_id) REFERENCES scoring.models(id) ON DELETE CASCADE,
  constraint simulations_pkey PRIMARY KEY (id)
);
CREATE INDEX simulations_model ON scoring.simulations USING btree (model_id, started_at DESC, id DESC);

create table scoring.touched (
  position bigint generated always as identity not null,
  why text not null,
  contact_ids uuid[] not null,
  constraint touched_pkey PRIMARY KEY ("position"),
  constraint touched_why_check CHECK ((why = ANY (ARRAY['touched'::text, 'fit'::text, 'merged'::text])))
);

create table scoring.unforetold (
  contact_id uuid not null,
  constraint unforetold_pkey PRIMARY KEY (contact_id)
);

create table touchpoints.activity (
  contact_id uuid not null,
  touch_count bigint not null,
  first_touch_at timestamp with time zone not null,
  last_touch_at timestamp with time zone not null,
  first_channel text,
  first_channel_at timestamp with time zone,
  last_channel text,
  last_channel_at timestamp with time zone,
  silent_since timestamp with time zone,
  came_back_at timestamp with time zone,
  last_day date generated always as (((last_touch_at AT TIME ZONE 'UTC'::text))::date) stored,
  constraint activity_pkey PRIMARY KEY (contact_id)
);
CREATE INDEX activity_came_back ON touchpoints.activity USING btree (came_back_at) INCLUDE (contact_id) WHERE (came_back_at IS NOT NULL);
CREATE INDEX activity_first_touch ON touchpoints.activity USING btree (first_touch_at, contact_id);
CREATE INDEX activity_last_day ON touchpoints.activity USING btree (last_day);

create table touchpoints.bot_hits (
  id uuid not null,
  source_id uuid not null,
  reason text not null,
  message jsonb not null,
  received_at timestamp with time zone not null,
  keys text[] default '{}'::text[] not null,
  constraint bot_hits_pkey PRIMARY KEY (id),
  constraint bot_hits_source_id_fkey FOREIGN KEY (source_id) REFERENCES touchpoints.sources(id) ON DELETE CASCADE
);
CREATE INDEX bot_hits_keys ON touchpoints.bot_hits USING gin (keys);
CREATE INDEX bot_hits_received ON touchpoints.bot_hits USING btree (received_at);

create table touchpoints.imported (
  import_id uuid not null,
  id uuid not null,
  contact_id uuid,
  occurred_at timestamp with time zone,
  constraint imported_import_id_fkey FOREIGN KEY (import_id) REFERENCES audience.imports(id) ON DELETE CASCADE,
  constraint imported_pkey PRIMARY KEY (import_id, id)
);

create table touchpoints.inbox (
  lane smallint not null,
  id uuid not null,
  source_id uuid not null,
  received_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  size integer not null,
  arrivals text not null,
  constraint inbox_pkey PRIMARY KEY (lane, id),
  constraint inbox_source_id_fkey FOREIGN KEY (source_id) REFERENCES touchpoints.sources(id)
);

create table touchpoints.kinds (
  kind text not null,
  label text not null,
  channel text,
  team text,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint kinds_pkey PRIMARY KEY (kind)
);

create table touchpoints.moves (
  merge_id uuid not null,
  origin_id uuid not null,
  constraint moves_pkey PRIMARY KEY (merge_id, origin_id)
);
CREATE INDEX moves_origin ON touchpoints.moves USING btree (origin_id);

create table touchpoints.past_activity (
  contact_id uuid not null,
  origin_id uuid not null,
  touch_count bigint not null,
  first_touch_at timestamp with time zone,
  last_touch_at timestamp with time zone,
  first_channel text,
  first_channel_at timestamp with time zone,
  last_channel text,
  last_channel_at timestamp with time zone,
  web_before date,
  others_before date,
  constraint past_activity_pkey PRIMARY KEY (contact_id, origin_id)
);

create table touchpoints.receipts (
  id uuid not null,
  source_id uuid not null,
  received_at timestamp with time zone not null,
  constraint receipts_pkey PRIMARY KEY (id)
);
CREATE INDEX receipts_received ON touchpoints.receipts USING brin (received_at);

create table touchpoints.retention (
  id uuid not null,
  only_one boolean default true not null,
  web_months integer,
  others_months integer,
  visitors_months integer,
  web_swept_before date,
  others_swept_before date,
  changed_at timestamp with time zone not null,
  changed_by_id uuid,
  changed_by_name text,
  constraint retention_only_one_check CHECK (only_one),
  constraint retention_only_one_key UNIQUE (only_one),
  constraint retention_others_months_check CHECK ((others_months > 0)),
  constraint retention_pkey PRIMARY KEY (id),
  constraint retention_visitors_months_check CHECK ((visitors_months > 0)),
  constraint retention_web_months_check CHECK ((web_months > 0))
);

create table touchpoints.source_days (
  source_id uuid not null,
  day date not null,
  slot integer not null,
  seen bigint not null,
  stored bigint not null,
  duplicate bigint not null,
  skipped bigint not null,
  bot bigint not null,
  last_seen_at timestamp with time zone not null,
  lag_ms bigint,
  constraint source_days_pkey PRIMARY KEY (source_id, day, slot),
  constraint source_days_source_id_fkey FOREIGN KEY (source_id) REFERENCES touchpoints.sources(id) ON DELETE CASCADE
);

create table touchpoints.source_reasons (
  source_id uuid not null,
  day date not null,
  outcome text not null,
  reason text not null,
  count bigint not null,
  constraint source_reasons_outcome_check CHECK ((outcome = ANY (ARRAY['skipped'::text, 'bot'::text, 'stored'::text]))),
  constraint source_reasons_pkey PRIMARY KEY (source_id, day, outcome, reason),
  constraint source_reasons_source_id_fkey FOREIGN KEY (source_id) REFERENCES touchpoints.sources(id) ON DELETE CASCADE
);

create table touchpoints.sources (
  id uuid not null,
  kind text not null,
  name text not null,
  id_space text not null,
  key_hash text,
  key_start text,
  created_by uuid,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_error text,
  last_error_at timestamp with time zone,
  constraint sources_key_hash_key UNIQUE (key_hash),
  constraint sources_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'segment'::text, 'import'::text, 'hand'::text, 'api'::text]))),
  constraint sources_pkey PRIMARY KEY (id)
);

create table touchpoints.touchpoints (
  contact_id uuid not null,
  occurred_at timestamp with time zone not null,
  id uuid not null,
  kind text not null,
  name text,
  channel text,
  campaign_id uuid,
  campaign text,
  team text,
  actor_id uuid,
  actor_name text,
  value bigint,
  currency text,
  source_id uuid not null,
  properties jsonb not null,
  received_at timestamp with time zone not null,
  origin_id uuid,
  constraint touchpoints_pkey PRIMARY KEY (contact_id, occurred_at, id)
) partition by RANGE (occurred_at);

create table workspace.accounts (
  id uuid not null,
  user_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE
);
CREATE INDEX accounts_user ON workspace.accounts USING btree (user_id);

create table workspace.api_keys (
  id uuid not null,
  name text not null,
  role text not null,
  start text not null,
  key_hash text not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_pkey PRIMARY KEY (id)
);
CREATE INDEX api_keys_created ON workspace.api_keys USING btree (created_at, id);

create table workspace.attempts (
  key text not null,
  count integer not null,
  resets_at timestamp with time zone not null,
  constraint attempts_pkey PRIMARY KEY (key)
);
CREATE INDEX attempts_resets ON workspace.attempts USING btree (resets_at);

create table workspace.holidays (
  id uuid not null,
  team_id uuid,
  date date not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  constraint holidays_pkey PRIMARY KEY (id),
  constraint holidays_team_id_fkey FOREIGN KEY (team_id) REFERENCES workspace.teams(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX holidays_once ON workspace.holidays USING btree (date, COALESCE(team_id, '00000000-0000-0000-0000-000000000000'::uuid));

create table workspace.invitations (
  id uuid not null,
  email text not null,
  name text,
  role text not null,
  team_ids uuid[] default '{}'::uuid[] not null,
  token_hash text not null,
  expires_at timestamp with time zone not null,
  invited_by uuid,
  created_at timestamp with time zone default now() not null,
  accepted_at timestamp with time zone,
  user_id uuid,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_token_hash_key UNIQUE (token_hash),
  constraint invitations_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE
);
CREATE INDEX invitations_created ON workspace.invitations USING btree (created_at, id);
CREATE UNIQUE INDEX invitations_open ON workspace.invitations USING btree (email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

create table workspace.links (
  token_hash text not null,
  purpose text not null,
  user_id uuid,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  constraint links_pkey PRIMARY KEY (token_hash),
  constraint links_purpose_check CHECK ((purpose = ANY (ARRAY['set-up'::text, 'password'::text]))),
  constraint links_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE
);
CREATE INDEX links_user ON workspace.links USING btree (user_id);

create table workspace.muted_notices (
  user_id uuid not null,
  kind text not null,
  muted_at timestamp with time zone default now() not null,
  constraint muted_notices_pkey PRIMARY KEY (user_id, kind),
  constraint muted_notices_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE
);

create table workspace.notifications (
  id uuid not null,
  user_id uuid not null,
  event_id uuid not null,
  kind text not null,
  title text not null,
  body text,
  path text,
  created_at timestamp with time zone default now() not null,
  read_at timestamp with time zone,
  constraint notifications_event_id_user_id_key UNIQUE (event_id, user_id),
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE
);
CREATE INDEX notifications_created ON workspace.notifications USING btree (created_at);
CREATE INDEX notifications_mine ON workspace.notifications USING btree (user_id, id DESC);
CREATE INDEX notifications_unread ON workspace.notifications USING btree (user_id) WHERE (read_at IS NULL);

create table workspace.saved_views (
  id uuid not null,
  noun text not null,
  name text not null,
  owner_id uuid not null,
  shared boolean default false not null,
  state jsonb not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint saved_views_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES workspace.users(id) ON DELETE CASCADE,
  constraint saved_views_pkey PRIMARY KEY (id),
  constraint saved_views_state_check CHECK ((octet_length((state)::text) <= 20480))
);
CREATE INDEX saved_views_owner ON workspace.saved_views USING btree (owner_id, noun);
CREATE INDEX saved_views_shared ON workspace.saved_views USING btree (noun) WHERE shared;

create table workspace.sessions (
  id uuid not null,
  user_id uuid not null,
  token text not null,
  ip_address text,
  user_agent text,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE
);
CREATE INDEX sessions_user ON workspace.sessions USING btree (user_id);

create table workspace.settings (
  id uuid not null,
  only_one boolean default true not null,
  name text not null,
  currency text default 'EUR'::text not null,
  time_zone text not null,
  locale text default 'en-GB'::text not null,
  week_starts_on smallint default 1 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint settings_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint settings_only_one_check CHECK (only_one),
  constraint settings_only_one_key UNIQUE (only_one),
  constraint settings_pkey PRIMARY KEY (id),
  constraint settings_week_starts_on_check CHECK (((week_starts_on >= 1) AND (week_starts_on <= 7)))
);

create table workspace.team_members (
  team_id uuid not null,
  user_id uuid not null,
  added_at timestamp with time zone default now() not null,
  added_by uuid,
  constraint team_members_pkey PRIMARY KEY (team_id, user_id),
  constraint team_members_team_id_fkey FOREIGN KEY (team_id) REFERENCES workspace.teams(id) ON DELETE CASCADE,
  constraint team_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE
);
CREATE INDEX team_members_user ON workspace.team_members USING btree (user_id);

create table workspace.teams (
  id uuid not null,
  name text not null,
  kind text not null,
  time_zone text,
  working_hours jsonb,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint teams_kind_check CHECK ((kind = ANY (ARRAY['marketing'::text, 'sales'::text, 'success'::text, 'other'::text]))),
  constraint teams_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX teams_name ON workspace.teams USING btree (lower(name));

create table workspace.two_factors (
  id uuid not null,
  user_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default true not null,
  failed_verification_count integer default 0 not null,
  locked_until timestamp with time zone,
  constraint two_factors_pkey PRIMARY KEY (id),
  constraint two_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE,
  constraint two_factors_user_id_key UNIQUE (user_id)
);

create table workspace.users (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  two_factor_enabled boolean default false not null,
  role text not null,
  language text,
  time_zone text,
  working_hours jsonb,
  deactivated_at timestamp with time zone,
  deactivated_by uuid,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint users_email_key UNIQUE (email),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'marketing_manager'::text, 'marketer'::text, 'sales_manager'::text, 'rep'::text, 'customer_success'::text, 'analyst'::text, 'finance'::text])))
);
CREATE INDEX users_created ON workspace.users USING btree (created_at, id);
CREATE INDEX users_name ON workspace.users USING btree (name, id);

create table workspace.verifications (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX verifications_identifier ON workspace.verifications USING btree (identifier);

create table workspace.view_pins (
  user_id uuid not null,
  view_id uuid not null,
  pinned_at timestamp with time zone default now() not null,
  constraint view_pins_pkey PRIMARY KEY (user_id, view_id),
  constraint view_pins_user_id_fkey FOREIGN KEY (user_id) REFERENCES workspace.users(id) ON DELETE CASCADE,
  constraint view_pins_view_id_fkey FOREIGN KEY (view_id) REFERENCES workspace.saved_views(id) ON DELETE CASCADE
);
