-- A hand-off: one lead brought to one rep, why, and what became of it. At most one is open for a contact.
create schema handoff;
create table handoff.handoffs (
  id uuid primary key,
  contact_id uuid not null,
  trigger text not null check (trigger in ('hot', 'raised_hand', 'warm', 'manual', 'recycled')),
  -- By which rule it came: a rejected lead never comes back by the same one.
  rule text not null,
  why jsonb not null,
  fit real,
  engagement real,
  source text,
  campaign text,
  agreement_id uuid,
  opened_at timestamptz not null,
  opened_by uuid,
  state text not null check (state in ('ready', 'contacting', 'accepted', 'returned', 'won', 'lost')),
  rep_id uuid,
  team_id uuid,
  routed_by text,
  assigned_at timestamptz,
  first_contact_at timestamptz,
  attempts integer not null default 0,
  verdict text check (verdict in ('accepted', 'recycled', 'rejected')),
  reason text,
  words text,
  verdict_by uuid,
  verdict_at timestamptz,
  recycle_on date
);
