-- Who the people work for or buy for. A company may belong to another one; its people have roles in it.
create table audience.companies (
  id uuid primary key,
  name text not null check (btrim(name) <> ''),
  domain text,
  phone text,
  phone_original text,
  industry text,
  employees int,
  street text,
  postal_code text,
  city text,
  region text,
  country text,
  parent_id uuid references audience.companies (id) on delete set null,
  owner_id uuid references workspace.users (id) on delete set null,
  tags text[] not null default '{}',
  properties jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  name_key text collate "C" not null generated always as (audience.fold(name)) stored,
  city_key text collate "C" generated always as (audience.fold(city)) stored,
  search_text text collate "C" not null generated always as (audience.fold(name || ' ' || coalesce(domain, '') || ' ' ||
    coalesce(industry, '') || ' ' || coalesce(city, '') || ' ' || coalesce(phone_original, ''))) stored
);
