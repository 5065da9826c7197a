-- The company a contact works for. `company_name` stays what lists sort and search by: it follows the company's name.
alter table audience.contacts add column company_id uuid references audience.companies (id) on delete set null;
create index contacts_of_company on audience.contacts (company_id, id) where company_id is not null and deleted_at is null;

-- What somebody is in a company: decision maker, economic buyer, champion, user … Also in companies they do not work for.
create table audience.company_people (
  company_id uuid not null references audience.companies (id) on delete cascade,
  contact_id uuid not null references audience.contacts (id) on delete cascade,
  roles text[] not null default '{}',
  since timestamptz not null,
  primary key (company_id, contact_id)
);
create index company_people_contact on audience.company_people (contact_id);
