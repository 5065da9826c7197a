-- A question about contacts whose answer is kept up to date (live), or people picked by hand (list).
create table audience.segments (
  id uuid primary key,
  name text not null check (btrim(name) <> ''),
  description text,
  kind text not null check (kind in ('live', 'list')),
  tree jsonb,
  version int not null,
  -- The version whose members stand in segment_members; null until they were found for the first time.
  built_version int,
  built_at timestamptz,
  -- The operation that finds the members of `version`.
  operation_id uuid,
  -- Why its members cannot be kept at the moment, in words.
  problem text,
  -- The writes that can change who is in it (platform/conditions.ts).
  depends_on text[] not null default '{}',
  member_count bigint not null default 0,
  created_by uuid references workspace.users (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  name_key text collate "C" not null generated always as (audience.fold(name)) stored
);
create index segments_name on audience.segments (name_key, id);
create index segments_count on audience.segments (member_count, id);
create index segments_updated on audience.segments (updated_at, id);
