-- What changed since yesterday is asked by everybody every morning. Where a contact was before says that it moved: what
-- came in at a stage did not.
create index stage_moves_recent on audience.stage_moves (moved_at, contact_id) where from_stage is not null;
create index merges_recent on audience.merges (merged_at) where unmerged_at is null;
