-- Which touchpoints came to a contact by a merge: those that were recorded for these origins (touchpoints.origin_id),
-- so that the merge can be undone exactly.
create table touchpoints.moves (
  merge_id uuid not null,
  origin_id uuid not null,
  primary key (merge_id, origin_id)
);
create index moves_origin on touchpoints.moves (origin_id);

-- By what the person behind a machine's visit would be recognised, so that it is found when they are erased.
alter table touchpoints.bot_hits add column keys text[] not null default '{}';
create index bot_hits_keys on touchpoints.bot_hits using gin (keys);

-- Erasing happens in the transaction that erases the contact, no longer some time after it.
delete from platform.subscriptions where name = 'touchpoints.erase';
