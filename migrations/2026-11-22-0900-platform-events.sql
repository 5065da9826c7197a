-- What happened, in one row each: the outbox, the activity feed and the audit log are readings of this table.
create table platform.events (
  position bigint generated always as identity primary key,
  id uuid not null unique,
  name text not null,
  subject_kind text not null,
  subject_id uuid not null,
  actor_kind text not null check (actor_kind in ('user', 'key', 'system')),
  actor_id uuid,
  actor_name text not null,
  changes jsonb not null default '{}',
  payload jsonb not null default '{}',
  occurred_at timestamptz not null default now()
);
create index events_subject on platform.events (subject_kind, subject_id, position desc);
create index events_actor on platform.events (actor_id, position desc);
create index events_name on platform.events (name, position desc);

-- How far each subscriber has read: everything up to and with this position.
create table platform.subscriptions (
  name text primary key,
  position bigint not null
);
