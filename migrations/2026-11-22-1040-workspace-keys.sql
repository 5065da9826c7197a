-- Programs that work here. The key itself is shown once; a hash of it is kept.
create table workspace.api_keys (
  id uuid primary key,
  name text not null,
  role text not null,
  start text not null,
  key_hash text not null unique,
  created_by uuid,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid
);
create index api_keys_created on workspace.api_keys (created_at, id);
-- How often somebody tried (to sign in, to reset a password, …) since when. Not worth a write-ahead log.
create unlogged table workspace.attempts (
  key text primary key,
  count integer not null,
  resets_at timestamptz not null
);
create index attempts_resets on workspace.attempts (resets_at);
