-- What people agree to. `wording` is what they are asked; changing it asks nobody again, so every consent keeps its own.
create table audience.consent_purposes (
  id uuid primary key,
  key text not null unique,
  label text not null,
  wording text not null,
  channels text[] not null,
  position int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);

-- Append-only: each answer somebody gave, with what proves it. `merges` are those by which it came to this contact.
create table audience.consents (
  contact_id uuid not null references audience.contacts (id) on delete cascade,
  id uuid not null,
  purpose text not null,
  channel text not null,
  state text not null check (state in ('given', 'withdrawn')),
  source text not null,
  proof text,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by_kind text not null,
  recorded_by_id uuid,
  recorded_by_name text not null,
  merges uuid[] not null default '{}',
  primary key (contact_id, id)
);
