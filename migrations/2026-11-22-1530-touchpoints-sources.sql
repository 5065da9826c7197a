-- Where touchpoints come from, and per day what became of them: seen = stored + duplicate + skipped + bot.
create table touchpoints.sources (
  id uuid primary key,
  kind text not null check (kind in ('web', 'segment', 'import', 'hand', 'api')),
  name text not null,
  -- User ids and anonymous ids mean the same person within one id space.
  id_space text not null,
  key_hash text unique,
  key_start text,
  created_by uuid,
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_error text,
  last_error_at timestamptz
);
insert into touchpoints.sources (id, kind, name, id_space, created_at)
  values ('00000000-0000-7000-8000-000000000001', 'hand', 'Logged by hand', 'main', now());

-- Several rows a day (slot), or all writers of a source would queue for one.
create table touchpoints.source_days (
  source_id uuid not null references touchpoints.sources (id) on delete cascade,
  day date not null,
  slot int not null,
  seen bigint not null, stored bigint not null, duplicate bigint not null, skipped bigint not null, bot bigint not null,
  last_seen_at timestamptz not null,
  lag_ms bigint,
  primary key (source_id, day, slot)
);
