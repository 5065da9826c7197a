-- Contacts that are to be compared with the others, in the order they changed; written with the change itself.
create table audience.duplicate_checks (
  asked_at timestamptz not null,
  contact_id uuid not null,
  primary key (asked_at, contact_id)
);
insert into audience.duplicate_checks select now(), id from audience.contacts where deleted_at is null;

-- Blocking: only contacts that share a key are ever compared. A key is a hash of what two spellings of one person have
-- in common, so a block is a range of the primary key, and its first rows tell whether it is too large to be worth it.
create table audience.duplicate_keys (
  key bigint not null,
  contact_id uuid not null,
  primary key (key, contact_id)
);
create index duplicate_keys_contact on audience.duplicate_keys (contact_id);
create index identity_conflicts_other on audience.identity_conflicts (other_id);
