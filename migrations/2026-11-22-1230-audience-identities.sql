-- By what a person is known. On Citus this table is distributed by value and the contacts by id, so there is no
-- foreign key between them; a deleted contact gives its identities back.
create table audience.identities (
  kind text not null,
  value text not null,
  contact_id uuid not null,
  created_at timestamptz not null,
  primary key (kind, value)
);
create index identities_contact on audience.identities (contact_id);

-- Every move between stages, the first one from nowhere.
create table audience.stage_moves (
  contact_id uuid not null references audience.contacts (id) on delete cascade,
  id uuid not null,
  from_stage text,
  to_stage text not null,
  moved_at timestamptz not null,
  moved_by_kind text not null,
  moved_by_id uuid,
  moved_by_name text not null,
  primary key (contact_id, id)
);
