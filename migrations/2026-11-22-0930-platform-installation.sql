-- One row: which secret the stored tokens were written with, and when a Tandem was last seen alive (to notice a clock that jumps).
create table platform.installation (
  only_row boolean primary key default true check (only_row),
  secret_fingerprint text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
