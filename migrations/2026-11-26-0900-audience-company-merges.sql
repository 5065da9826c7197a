-- Two companies that turned out to be one, kept as audience.merges keeps contacts: `gone` is the other company's row as
-- it was, `moved` what hung on it but for its people, `changed` what of the kept one became different. The columns have
-- no foreign keys: the gone company is gone; erasing the kept one deletes these rows by statement.
create table audience.company_merges (
  id uuid primary key,
  company_id uuid not null,
  gone_company_id uuid not null,
  gone jsonb not null,
  moved jsonb not null,
  changed jsonb not null,
  merged_at timestamptz not null,
  merged_by_kind text not null,
  merged_by_id uuid,
  merged_by_name text not null,
  unmerged_at timestamptz,
  unmerged_by_id uuid,
  unmerged_by_name text
);
create index company_merges_company on audience.company_merges (company_id, id);
create unique index company_merges_gone on audience.company_merges (gone_company_id) where unmerged_at is null;

-- What a company is known by may also be a name: the one it had before it became part of another.
alter table audience.company_identities
  drop constraint company_identities_kind_check,
  add constraint company_identities_kind_check check (kind in ('domain', 'external', 'name'));
