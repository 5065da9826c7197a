-- Which rows of an import were skipped, and what was left out of others; goes with its operation after 90 days.
create table audience.import_notes (
  import_id uuid not null references platform.operations (id) on delete cascade,
  row_number bigint not null,
  outcome text not null,
  reason text not null,
  primary key (import_id, row_number)
);
