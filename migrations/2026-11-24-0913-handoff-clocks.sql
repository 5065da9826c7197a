-- A promise of sales, running for one hand-off. Computed, not ticked: `next_at` is the next moment at which anything
-- happens by itself (a reminder, the miss, a step after it); a due-queue on its index does it, once.
create table handoff.clocks (
  handoff_id uuid not null references handoff.handoffs on delete cascade,
  promise text not null,
  agreement_id uuid not null references handoff.agreements,
  metric text not null check (metric in ('first_response', 'attempts', 'verdict', 'recycled_followed_up')),
  rep_id uuid,
  started_at timestamptz not null,
  -- Working minutes used until `counted_from`, by whoever had it; from then on the working time of `rep_id` counts.
  used_minutes double precision not null default 0,
  counted_from timestamptz not null,
  due_at timestamptz not null,
  -- With the grace: whoever is later than this has missed it, noticed or not.
  late_at timestamptz not null,
  met_at timestamptz,
  took_minutes real,
  missed_at timestamptz,
  stopped_at timestamptz,
  step integer not null default 0,
  next_at timestamptz,
  primary key (handoff_id, promise)
);
create index clocks_next on handoff.clocks (next_at) where next_at is not null;
create index clocks_months on handoff.clocks (promise, started_at desc, handoff_id desc) include (met_at, missed_at, stopped_at, took_minutes);
create index clocks_missed on handoff.clocks (missed_at desc, handoff_id desc) where missed_at is not null;
create index clocks_rep on handoff.clocks (rep_id) where met_at is null and stopped_at is null;
