-- Every import, for its history and to offer its mapping again: what was asked, who asked, what became of the rows.
create table audience.imports (
  id uuid primary key,
  target text not null check (target in ('contacts', 'companies', 'touchpoints')),
  file_name text not null,
  file_id uuid,
  columns_key text not null,
  options jsonb not null,
  made_by_kind text not null,
  made_by_id uuid,
  made_by_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  seen bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  skipped bigint not null default 0,
  bot bigint not null default 0,
  notes_file_id uuid,
  -- Set while it is taken back, and after: the operation that does it, and what it left as it was.
  undo_id uuid,
  undone_at timestamptz,
  undo_file_id uuid,
  constraint imports_add_up check (seen = created + updated + unchanged + skipped + bot)
);
create index imports_same_columns on audience.imports (columns_key, started_at desc);
