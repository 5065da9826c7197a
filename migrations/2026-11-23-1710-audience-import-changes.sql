-- What an import did to each record, written with the batch: by this it is taken back. One that it made needs nothing
-- remembered but when it was written last; of one that it changed, the fields before and after.
create table audience.import_changes (
  import_id uuid not null references audience.imports (id) on delete cascade,
  record_kind text not null,
  record_id uuid not null,
  before jsonb,
  after jsonb,
  claimed text[] not null default '{}',
  written_at timestamptz not null,
  undone_at timestamptz,
  -- Why an undo left it as it is.
  left_because text,
  primary key (import_id, record_kind, record_id)
);
-- To forget a person here, too; those the import made have nothing of theirs in this table.
create index import_changes_record on audience.import_changes (record_id) where before is not null;

-- Notes of an import from the command line have no operation; all go with the import.
drop table audience.import_notes;
create table audience.import_notes (
  import_id uuid not null references audience.imports (id) on delete cascade,
  row_number bigint not null,
  outcome text not null,
  reason text not null,
  primary key (import_id, row_number)
);
