-- Erasing somebody looks for what lists keep of them; Today counts the merges since yesterday.
create index segment_dues_contact on audience.segment_dues (contact_id);
create index segment_pick_change_contacts_contact on audience.segment_pick_change_contacts (contact_id);
create index merges_merged on audience.merges (merged_at) where unmerged_at is null;
