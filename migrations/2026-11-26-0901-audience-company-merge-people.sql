-- Whom a merge of companies moved: whether they worked at the gone one, and what they were to it (null: they had no row
-- in audience.company_people). `added` is what of it the kept company did not have before: roles, and '' for the row
-- itself. A table and not a list in the merge: there may be 50,000, and whoever is erased goes from here, too.
create table audience.company_merge_people (
  merge_id uuid not null references audience.company_merges on delete cascade,
  contact_id uuid not null references audience.contacts on delete cascade,
  works boolean not null,
  roles text[],
  since timestamptz,
  added text[] not null default '{}',
  primary key (merge_id, contact_id)
);
create index company_merge_people_contact on audience.company_merge_people (contact_id);

-- The ids of companies that became part of others, and which company each leads to by now.
create table audience.company_redirects (
  old_company_id uuid primary key,
  company_id uuid not null references audience.companies on delete cascade,
  made_at timestamptz not null
);
create index company_redirects_company on audience.company_redirects (company_id);
