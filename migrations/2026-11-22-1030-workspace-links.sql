-- Links that let somebody in. Only a hash of each is kept, so nobody who reads the database can use them.
create table workspace.invitations (
  id uuid primary key,
  email text not null,
  name text,
  role text not null,
  team_ids uuid[] not null default '{}',
  token_hash text not null unique,
  expires_at timestamptz not null,
  invited_by uuid,
  created_at timestamptz not null default now(),
  accepted_at timestamptz,
  user_id uuid references workspace.users (id) on delete cascade,
  revoked_at timestamptz,
  revoked_by uuid
);
create unique index invitations_open on workspace.invitations (email) where accepted_at is null and revoked_at is null;
create index invitations_created on workspace.invitations (created_at, id);
create table workspace.links (
  token_hash text primary key,
  purpose text not null check (purpose in ('set-up', 'password')),
  user_id uuid references workspace.users (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index links_user on workspace.links (user_id);
