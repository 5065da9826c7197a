-- One person through all stages. The *_key columns are what lists sort and compare by, in the same order on every
-- machine (collate "C"); all generated columns follow the others by themselves, also in set-based writes.
create table audience.contacts (
  id uuid primary key,
  given_name text,
  family_name text,
  email text,
  phone text,
  phone_original text,
  job_title text,
  company_name text,
  city text,
  country text,
  language text,
  stage text not null,
  stage_order int not null generated always as (array_position(
    array['visitor', 'lead', 'mql', 'sql', 'opportunity', 'customer', 'advocate'], stage)) stored,
  source text not null,
  owner_id uuid references workspace.users (id) on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  name text not null generated always as (coalesce(
    nullif(btrim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), email, phone_original)) stored,
  name_key text collate "C" generated always as (audience.fold(coalesce(
    nullif(btrim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), email, phone_original))) stored,
  company_key text collate "C" generated always as (audience.fold(company_name)) stored,
  city_key text collate "C" generated always as (audience.fold(city)) stored,
  search_text text collate "C" generated always as (audience.fold(
    coalesce(given_name, '') || ' ' || coalesce(family_name, '') || ' ' || coalesce(email, '') || ' ' ||
    coalesce(company_name, '') || ' ' || coalesce(job_title, '') || ' ' || coalesce(city, '') || ' ' ||
    coalesce(phone, '') || ' ' || coalesce(phone_original, ''))) stored
);
