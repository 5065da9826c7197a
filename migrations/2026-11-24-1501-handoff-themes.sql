-- What many say in different words. A person makes a theme; a note or a verdict stands in one at most, so counts add up.
create table handoff.themes (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  updated_at timestamptz not null,
  merged_into uuid references handoff.themes,
  merged_at timestamptz
);
create index themes_open on handoff.themes (made_at desc, id desc) where merged_into is null;
create table handoff.theme_items (
  id uuid primary key generated always as (coalesce(note_id, handoff_id)) stored,
  theme_id uuid not null references handoff.themes on delete cascade,
  note_id uuid references handoff.field_notes on delete cascade,
  handoff_id uuid references handoff.handoffs on delete cascade,
  said_at timestamptz not null,
  added_by uuid,
  added_at timestamptz not null,
  check (num_nonnulls(note_id, handoff_id) = 1)
);
create index theme_items_theme on handoff.theme_items (theme_id, said_at desc);
create index theme_items_note on handoff.theme_items (note_id) where note_id is not null;
create index theme_items_handoff on handoff.theme_items (handoff_id) where handoff_id is not null;
