-- The people who work here. The first columns are the ones better-auth reads and writes.
create schema if not exists workspace;
create table workspace.users (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  role text not null check (role in ('owner', 'admin', 'marketing_manager', 'marketer', 'sales_manager', 'rep',
    'customer_success', 'analyst', 'finance')),
  language text,
  -- Null: the team's, or else the workspace's.
  time_zone text,
  working_hours jsonb,
  deactivated_at timestamptz,
  deactivated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index users_name on workspace.users (name, id);
create index users_created on workspace.users (created_at, id);
