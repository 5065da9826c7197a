-- `route_at`: when the routing looks at it next; null when it need not. `not_to`: who had it and is not to get it again.
-- `known_rep_id`: who knows them from before. `owner_before`: whose the contact was, to whom it goes back if returned.
alter table handoff.handoffs
  add column route_at timestamptz,
  add column not_to uuid[] not null default '{}',
  add column known_rep_id uuid,
  add column owner_before uuid,
  add column briefed_at timestamptz,
  add column came_back_at timestamptz,
  add column returned_from uuid references handoff.handoffs on delete set null;
create index handoffs_route_at on handoff.handoffs (route_at) where route_at is not null;
create index handoffs_returned_from on handoff.handoffs (returned_from) where returned_from is not null;
create index handoffs_verdict_at on handoff.handoffs (verdict_at desc, id desc) where verdict_at is not null;
drop index handoff.handoffs_unrouted;
create index handoffs_queue on handoff.handoffs (opened_at, id) where rep_id is null and state in ('ready', 'contacting');
drop index handoff.handoffs_recycle;
create index handoffs_recycle on handoff.handoffs (recycle_on) where recycle_on is not null and came_back_at is null;
-- Hot, but nobody knows yet who they are or how to reach them: handed over as soon as somebody does.
create table handoff.strangers (
  contact_id uuid primary key,
  move jsonb not null,
  since timestamptz not null
);
-- What hung on a contact before it became one with another, to be given back when that is undone.
create table handoff.merged (merge_id uuid, handoff_id uuid, primary key (merge_id, handoff_id));
