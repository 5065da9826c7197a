-- A change of many contacts at once, and what each of them was before: so that it can be taken back for 30 days.
create table audience.bulk_changes (
  id uuid primary key,
  field text not null,
  value text,
  chosen jsonb not null,
  operation_id uuid,
  made_by_kind text not null,
  made_by_id uuid,
  made_at timestamptz not null,
  undone_at timestamptz
);
create index bulk_changes_made on audience.bulk_changes (made_at);

create table audience.bulk_change_contacts (
  bulk_change_id uuid not null references audience.bulk_changes (id) on delete cascade,
  contact_id uuid not null,
  before text,
  primary key (bulk_change_id, contact_id)
);
