-- The question as it was asked, by whom and since when.
create table audience.segment_versions (
  segment_id uuid not null references audience.segments (id) on delete cascade,
  version int not null,
  tree jsonb not null,
  sentence text not null,
  made_by_kind text not null,
  made_by_id uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (segment_id, version)
);

-- Comings and goings per day (UTC), for the chart and the change in seven days.
create table audience.segment_days (
  segment_id uuid not null references audience.segments (id) on delete cascade,
  day date not null,
  entered bigint not null,
  gone bigint not null,
  primary key (segment_id, day)
);

-- Who came and who went, for 90 days; those found when the members of a new version were found are not listed.
create table audience.segment_moves (
  contact_id uuid not null,
  id uuid not null,
  segment_id uuid not null,
  entered boolean not null,
  moved_at timestamptz not null,
  primary key (contact_id, id)
);
create index segment_moves_newest on audience.segment_moves (segment_id, moved_at, id);
