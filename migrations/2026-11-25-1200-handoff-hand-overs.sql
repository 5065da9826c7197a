-- What became of each contact when many were handed to sales at once: kept for as long as the operation that did it.
create table handoff.hand_overs (
  operation_id uuid not null references platform.operations on delete cascade,
  contact_id uuid not null,
  outcome text not null check (outcome in ('handed', 'open', 'worked', 'unreachable', 'rejected')),
  handoff_id uuid references handoff.handoffs on delete set null,
  primary key (operation_id, outcome, contact_id)
);
create index hand_overs_contact on handoff.hand_overs (contact_id);
create index hand_overs_handoff on handoff.hand_overs (handoff_id) where handoff_id is not null;
