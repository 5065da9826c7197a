-- Two contacts that turned out to be one person. `gone` is the other contact's row as it was, `moved` what hung on it,
-- `changed` what of the kept one became different: together enough to take the merge back. No foreign keys: the gone
-- contact is gone, and erasing the kept one erases these rows by itself.
create table audience.merges (
  id uuid primary key,
  kept_id uuid not null,
  gone_id uuid not null,
  gone jsonb not null,
  moved jsonb not null,
  changed jsonb not null,
  -- Merges that were ordered together are taken back together.
  batch_id uuid,
  merged_at timestamptz not null,
  merged_by_kind text not null,
  merged_by_id uuid,
  merged_by_name text not null,
  unmerged_at timestamptz,
  unmerged_by_id uuid,
  unmerged_by_name text
);
create index merges_kept on audience.merges (kept_id, id);
create index merges_gone on audience.merges (gone_id, id);
create index merges_batch on audience.merges (batch_id) where batch_id is not null;
