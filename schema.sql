-- Written by `npm run schema` from a migrated database; a test compares the two. Do not edit.

create extension pg_trgm;

create table audience.bulk_change_contacts (
  bulk_change_id uuid not null,
  contact_id uuid not null,
  before text,
  constraint bulk_change_contacts_bulk_change_id_fkey FOREIGN KEY (bulk_change_id) REFERENCES audience.bulk_changes(id) ON DELETE CASCADE,
  constraint bulk_change_contacts_pkey PRIMARY KEY (bulk_change_id, contact_id)
);

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
  constraint contacts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES workspace.users(id) ON DELETE SET NULL,
  constraint contacts_pkey PRIMARY KEY (id)
);
CREATE INDEX contacts_city ON audience.contacts USING btree (city_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_company ON audience.contacts USING btree (company_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_country ON audience.contacts USING btree (country) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_created ON audience.contacts USING btree (created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_deleted ON audience.contacts USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX contacts_in_stage ON audience.contacts USING btree (stage) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_name ON audience.contacts USING btree (name_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_owner ON audience.contacts USING btree (owner_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_search ON audience.contacts USING gin (search_text gin_trgm_ops) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_source ON audience.contacts USING btree (source, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_stage ON audience.contacts USING btree (stage_order, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_updated ON audience.contacts USING btree (updated_at, id) WHERE (deleted_at IS NULL);

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

create table audience.import_notes (
  import_id uuid not null,
  row_number bigint not null,
  outcome text not null,
  reason text not null,
  constraint import_notes_import_id_fkey FOREIGN KEY (import_id) REFERENCES platform.operations(id) ON DELETE CASCADE,
  constraint import_notes_pkey PRIMARY KEY (import_id, row_number)
);

create table audience.redirects (
  old_id uuid not null,
  contact_id uuid not null,
  made_at timestamp with time zone not null,
  constraint redirects_pkey PRIMARY KEY (old_id)
);
CREATE INDEX redirects_contact ON audience.redirects USING btree (contact_id);

create table audience.released_identities (
  contact_id uuid not null,
  kind text not null,
  value text not null,
  created_at timestamp with time zone not null,
  constraint released_identities_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint released_identities_pkey PRIMARY KEY (contact_id, kind, value)
);

create table audience.stage_moves (
  contact_id uuid not null,
  id uuid not null,
  from_stage text,
  to_stage text not null,
  moved_at timestamp with time zone not null,
  moved_by_kind text not null,
  moved_by_id uuid,
  moved_by_name text not null,
  constraint stage_moves_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES audience.contacts(id) ON DELETE CASCADE,
  constraint stage_moves_pkey PRIMARY KEY (contact_id, id)
);

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
CREATE INDEX events_actor ON platform.events USING btree (actor_id, "position" DESC);
CREATE INDEX events_name ON platform.events USING btree (name, "position" DESC);
CREATE INDEX events_subject ON platform.events USING btree (subject_kind, subject_id, "position" DESC);

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

create table touchpoints.activity (
  contact_id uuid not null,
  touch_count bigint not null,
  first_touch_at timestamp with time zone not null,
  last_touch_at timestamp with time zone not null,
  first_channel text,
  first_channel_at timestamp with time zone,
  last_channel text,
  last_channel_at timestamp with time zone,
  constraint activity_pkey PRIMARY KEY (contact_id)
);

create table touchpoints.bot_hits (
  id uuid not null,
  source_id uuid not null,
  reason text not null,
  message jsonb not null,
  received_at timestamp with time zone not null,
  constraint bot_hits_pkey PRIMARY KEY (id),
  constraint bot_hits_source_id_fkey FOREIGN KEY (source_id) REFERENCES touchpoints.sources(id) ON DELETE CASCADE
);
CREATE INDEX bot_hits_received ON touchpoints.bot_hits USING btree (received_at);

create table touchpoints.kinds (
  kind text not null,
  label text not null,
  channel text,
  team text,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint kinds_pkey PRIMARY KEY (kind)
);

create table touchpoints.receipts (
  id uuid not null,
  source_id uuid not null,
  received_at timestamp with time zone not null,
  constraint receipts_pkey PRIMARY KEY (id)
);
CREATE INDEX receipts_received ON touchpoints.receipts USING brin (received_at);

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
  constraint source_reasons_outcome_check CHECK ((outcome = ANY (ARRAY['skipped'::text, 'bot'::text]))),
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
