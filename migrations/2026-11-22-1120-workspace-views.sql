-- The state of a list under a name: one's own, or shared with everybody.
create table workspace.saved_views (
  id uuid primary key,
  noun text not null,
  name text not null,
  owner_id uuid not null references workspace.users on delete cascade,
  shared boolean not null default false,
  state jsonb not null check (octet_length(state::text) <= 20480),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index saved_views_owner on workspace.saved_views (owner_id, noun);
create index saved_views_shared on workspace.saved_views (noun) where shared;

-- The views a person keeps in the rail.
create table workspace.view_pins (
  user_id uuid not null references workspace.users on delete cascade,
  view_id uuid not null references workspace.saved_views on delete cascade,
  pinned_at timestamptz not null default now(),
  primary key (user_id, view_id)
);
