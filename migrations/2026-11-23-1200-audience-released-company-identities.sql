-- What deleted companies were known by, for as long as they can be restored.
create table audience.released_company_identities (
  company_id uuid not null references audience.companies (id) on delete cascade,
  kind text not null,
  value text not null,
  created_at timestamptz not null,
  primary key (company_id, kind, value)
);
