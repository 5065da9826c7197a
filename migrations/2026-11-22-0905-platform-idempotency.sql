-- The answer to each write that was sent with an Idempotency-Key, for 24 hours. Answers are encrypted with the
-- installation's secret: some hold a key that is shown only once.
create table platform.idempotency_keys (
  actor_id uuid not null,
  key text not null,
  route text not null,
  body_hash bytea not null,
  status int,
  content_type text,
  answer bytea,
  created_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (actor_id, key)
);
create index idempotency_keys_created on platform.idempotency_keys (created_at);
