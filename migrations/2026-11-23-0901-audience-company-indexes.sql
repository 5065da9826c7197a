create index companies_name on audience.companies (name_key, id) where deleted_at is null;
create index companies_city on audience.companies (city_key, id) where deleted_at is null;
create index companies_industry on audience.companies (industry, id) where deleted_at is null;
create index companies_employees on audience.companies (employees, id) where deleted_at is null;
create index companies_owner on audience.companies (owner_id, id) where deleted_at is null;
create index companies_created on audience.companies (created_at, id) where deleted_at is null;
create index companies_updated on audience.companies (updated_at, id) where deleted_at is null;
create index companies_search on audience.companies using gin (search_text gin_trgm_ops) where deleted_at is null;
create index companies_tags on audience.companies using gin (tags) where deleted_at is null;
create index companies_parent on audience.companies (parent_id) where parent_id is not null;
create index companies_deleted on audience.companies (deleted_at) where deleted_at is not null;

-- By what a company is recognised: its domain, its id in other systems ("crm:4711").
create table audience.company_identities (
  kind text not null check (kind in ('domain', 'external')),
  value text not null,
  company_id uuid not null references audience.companies (id) on delete cascade,
  created_at timestamptz not null,
  primary key (kind, value)
);
create index company_identities_company on audience.company_identities (company_id);
