-- Long work that a person started: how far it is, where to go on after a crash, and what came of it.
create table platform.operations (
  id uuid primary key,
  kind text not null,
  title text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint,
  unit text,
  started_by_kind text not null check (started_by_kind in ('user', 'key', 'system')),
  started_by uuid,
  started_by_name text not null,
  started_by_role text not null,
  started_by_teams uuid[] not null default '{}',
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  result jsonb,
  result_path text,
  error text,
  cursor jsonb,
  cancel_requested_at timestamptz,
  -- The run that holds it: an older one, woken from the dead, may not write any more. Rate and estimate are of this run.
  run_id uuid,
  run_at timestamptz,
  run_from bigint not null default 0,
  heartbeat_at timestamptz
);
create index operations_mine on platform.operations (started_by, id desc);
create index operations_open on platform.operations (id) where state in ('queued', 'running');
