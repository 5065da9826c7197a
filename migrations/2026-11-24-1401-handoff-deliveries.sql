-- What marketing delivered, one row a hand-off: the facts its promises are counted by, as they were when it was opened.
create table handoff.deliveries (
  handoff_id uuid primary key references handoff.handoffs on delete cascade,
  delivered_at timestamptz not null,
  source text,
  hot boolean not null,
  -- Which fields of the brief were empty.
  missing text[] not null,
  verdict text,
  amount bigint,
  currency text,
  outcome text check (outcome in ('open', 'won', 'lost'))
);
create index deliveries_months on handoff.deliveries (delivered_at desc, handoff_id desc) include (source, hot, missing, verdict, amount, currency);
-- How a month went, promise by promise: of months that are over, read for the history. Counted anew while cases of
-- that month may still be decided.
create table handoff.attainments (
  month date not null,
  promise text not null,
  agreement_id uuid not null references handoff.agreements,
  side text not null check (side in ('marketing', 'sales')),
  value double precision,
  target double precision not null,
  kept integer not null,
  counted integer not null,
  state text not null,
  counted_at timestamptz not null,
  primary key (month, promise)
);
