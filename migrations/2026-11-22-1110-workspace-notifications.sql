-- What a person is told in the notification centre. One per event and person, however often the event is read.
create table workspace.notifications (
  id uuid primary key,
  user_id uuid not null references workspace.users on delete cascade,
  event_id uuid not null,
  kind text not null,
  title text not null,
  body text,
  path text,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  unique (event_id, user_id)
);
create index notifications_mine on workspace.notifications (user_id, id desc);
create index notifications_unread on workspace.notifications (user_id) where read_at is null;
create index notifications_created on workspace.notifications (created_at);

-- The kinds a person does not want to be told about.
create table workspace.muted_notices (
  user_id uuid not null references workspace.users on delete cascade,
  kind text not null,
  muted_at timestamptz not null default now(),
  primary key (user_id, kind)
);
