-- Whom somebody put on a list, and with which change. A contact that is deleted stays picked and comes back with it.
create table audience.segment_picks (
  contact_id uuid not null,
  segment_id uuid not null references audience.segments (id) on delete cascade,
  -- The change, or the merge, by which it came here.
  change_id uuid not null,
  picked_at timestamptz not null,
  primary key (contact_id, segment_id)
);
create index segment_picks_segment on audience.segment_picks (segment_id, contact_id);

-- Many put on a list, or taken off it, at once; remembered for 30 days, so that it can be undone.
create table audience.segment_pick_changes (
  id uuid primary key,
  segment_id uuid not null references audience.segments (id) on delete cascade,
  adding boolean not null,
  chosen jsonb not null,
  operation_id uuid,
  made_by_kind text not null,
  made_by_id uuid,
  made_at timestamptz not null,
  undone_at timestamptz
);
create table audience.segment_pick_change_contacts (
  change_id uuid not null references audience.segment_pick_changes (id) on delete cascade,
  contact_id uuid not null,
  primary key (change_id, contact_id)
);
