-- How people prove who they are; better-auth's tables, with one column of our own: sessions.last_seen_at.
create table workspace.sessions (
  id uuid primary key,
  user_id uuid not null references workspace.users (id) on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index sessions_user on workspace.sessions (user_id);
create table workspace.accounts (
  id uuid primary key,
  user_id uuid not null references workspace.users (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
