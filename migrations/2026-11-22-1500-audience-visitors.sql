-- A visitor nobody knows by name yet is a contact too, and must be called something. Sorted by name they come last
-- (name_key stays empty), so a list of people does not begin with strangers.
alter table audience.contacts drop column name;
alter table audience.contacts add column name text not null generated always as (coalesce(
  nullif(btrim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), ''), email, phone_original,
  'Visitor ' || right(id::text, 4))) stored;

-- Visitors who turned out to be somebody: the known contact survives, the old id leads there.
create table audience.redirects (
  old_id uuid primary key,
  contact_id uuid not null,
  made_at timestamptz not null
);
create index redirects_contact on audience.redirects (contact_id);

-- Two known people claimed the same identity. Nobody is merged by a machine; somebody decides.
create table audience.identity_conflicts (
  contact_id uuid not null references audience.contacts (id) on delete cascade,
  other_id uuid not null,
  kind text not null,
  value text not null,
  times bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  settled_at timestamptz,
  primary key (contact_id, other_id, kind, value)
);
