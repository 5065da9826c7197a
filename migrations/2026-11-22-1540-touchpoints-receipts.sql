-- Which messages have arrived. A touchpoint's own key holds its contact and its time, and both may differ when a
-- message is sent again (the visitor is known by now, the clock was corrected): only the id, made of source and message
-- id, tells that it is the same. Forgotten after 90 days, imports never.
create table touchpoints.receipts (
  id uuid primary key,
  source_id uuid not null,
  received_at timestamptz not null
);
create index receipts_received on touchpoints.receipts using brin (received_at);

create table touchpoints.source_reasons (
  source_id uuid not null references touchpoints.sources (id) on delete cascade,
  day date not null,
  outcome text not null check (outcome in ('skipped', 'bot')),
  reason text not null,
  count bigint not null,
  primary key (source_id, day, outcome, reason)
);

-- Counted apart and kept for 30 days, so that a mistake can be seen and put right.
create table touchpoints.bot_hits (
  id uuid primary key,
  source_id uuid not null references touchpoints.sources (id) on delete cascade,
  reason text not null,
  message jsonb not null,
  received_at timestamptz not null
);
create index bot_hits_received on touchpoints.bot_hits (received_at);
