-- As audience.bulk_changes, of companies: what was changed in many at once, and what each had before.
create table audience.company_bulk_changes (
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
create index company_bulk_changes_made on audience.company_bulk_changes (made_at);
create table audience.company_bulk_change_companies (
  bulk_change_id uuid not null references audience.company_bulk_changes (id) on delete cascade,
  company_id uuid not null references audience.companies (id) on delete cascade,
  before text,
  primary key (bulk_change_id, company_id)
);
create index company_bulk_change_companies_company on audience.company_bulk_change_companies (company_id);
