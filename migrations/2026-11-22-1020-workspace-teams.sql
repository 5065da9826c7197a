create table workspace.teams (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('marketing', 'sales', 'success', 'other')),
  -- Null: the workspace's time zone, and Monday to Friday from nine to five.
  time_zone text,
  working_hours jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index teams_name on workspace.teams (lower(name));
create table workspace.team_members (
  team_id uuid not null references workspace.teams (id) on delete cascade,
  user_id uuid not null references workspace.users (id) on delete cascade,
  added_at timestamptz not null default now(),
  added_by uuid,
  primary key (team_id, user_id)
);
create index team_members_user on workspace.team_members (user_id);
-- Days on which nobody (team_id null) or a team does not work.
create table workspace.holidays (
  id uuid primary key,
  team_id uuid references workspace.teams (id) on delete cascade,
  date date not null,
  name text not null,
  created_at timestamptz not null default now()
);
create unique index holidays_once on workspace.holidays (date, coalesce(team_id, '00000000-0000-0000-0000-000000000000'));
