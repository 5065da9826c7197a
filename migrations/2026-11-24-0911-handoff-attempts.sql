create unique index handoffs_open on handoff.handoffs (contact_id) where state in ('ready', 'contacting');
create index handoffs_rep on handoff.handoffs (rep_id, state, opened_at desc);
create index handoffs_state on handoff.handoffs (state, opened_at desc, id desc);
create index handoffs_opened_at on handoff.handoffs (opened_at desc, id desc);
create index handoffs_contact on handoff.handoffs (contact_id, opened_at desc);
create index handoffs_unrouted on handoff.handoffs (opened_at) where rep_id is null and state in ('ready', 'contacting');
create index handoffs_recycle on handoff.handoffs (recycle_on) where verdict = 'recycled' and recycle_on is not null;
-- Each try to reach them: a call, a message, a visit, and what came of it.
create table handoff.attempts (
  id uuid primary key,
  handoff_id uuid not null references handoff.handoffs on delete cascade,
  kind text not null check (kind in ('call', 'email', 'message', 'visit', 'meeting')),
  outcome text not null check (outcome in ('reached', 'no_answer', 'voicemail', 'sent', 'booked')),
  words text,
  by_id uuid,
  at timestamptz not null
);
create index attempts_handoff on handoff.attempts (handoff_id, at);
-- By which rule a contact does not come again: what sales rejected, stays rejected.
create table handoff.barred (
  contact_id uuid not null,
  rule text not null,
  handoff_id uuid not null,
  reason text not null,
  barred_at timestamptz not null,
  primary key (contact_id, rule)
);
