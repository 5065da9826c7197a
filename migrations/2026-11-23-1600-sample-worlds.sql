create schema sample;

-- One row: the sample company that is here, how far it has come, and by what it was made.
create table sample.worlds (
  id uuid primary key,
  only_one boolean not null default true unique check (only_one),
  seed bigint not null,
  contacts bigint not null,
  ends_at timestamptz not null,
  -- How many parts of it are there, of how many.
  parts_done bigint not null default 0,
  parts bigint not null,
  contacts_done bigint not null default 0,
  touchpoints_done bigint not null default 0,
  -- Whose lists it fills; null for a program's.
  loaded_for uuid,
  operation_id uuid,
  started_at timestamptz not null,
  loaded_at timestamptz,
  removing_at timestamptz
);

-- What the owner answered on the first visit.
create table sample.choices (
  only_one boolean primary key default true check (only_one),
  choice text not null check (choice in ('empty', 'sample')),
  chosen_by uuid,
  chosen_at timestamptz not null
);
