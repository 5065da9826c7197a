-- Pairs that may be one person, for somebody to decide. `weight` is the evidence in bits (Fellegi and Sunter): above 0
-- it is likelier that they are one than that they are two. Of a decided pair it is what the person saw.
create table audience.duplicate_suggestions (
  id uuid primary key,
  one_id uuid not null,
  other_id uuid not null,
  weight numeric(7, 3) not null,
  reasons jsonb not null,
  state text not null check (state in ('open', 'merged', 'dismissed')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  merge_id uuid,
  check (one_id < other_id),
  unique (one_id, other_id)
);
create index duplicate_suggestions_open on audience.duplicate_suggestions (weight, id) where state = 'open';
create index duplicate_suggestions_other on audience.duplicate_suggestions (other_id);
