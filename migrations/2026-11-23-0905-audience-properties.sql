-- What a company wants to know beyond the fields that everybody has. Values stand in `properties`, by key.
create table audience.properties (
  id uuid primary key,
  record_kind text not null check (record_kind in ('contact', 'company')),
  key text not null,
  label text not null,
  description text,
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'multi_choice', 'yes_no', 'url', 'user')),
  choices jsonb not null default '[]',
  currency text,
  position int not null,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  unique (record_kind, key)
);
alter table audience.contacts add column properties jsonb not null default '{}';
alter table audience.contacts add column tags text[] not null default '{}';
alter table audience.contacts add column street text;
alter table audience.contacts add column postal_code text;
alter table audience.contacts add column region text;
create index contacts_tags on audience.contacts using gin (tags) where deleted_at is null;
create index contacts_phone on audience.contacts (phone) where phone is not null and deleted_at is null;
