-- What follows from a miss and a person has to settle: a case for the weekly review (of one hand-off), or what was
-- agreed for a month in which the promise as a whole was broken.
create table handoff.consequences (
  id uuid primary key,
  agreement_id uuid not null references handoff.agreements,
  promise text not null,
  handoff_id uuid references handoff.handoffs on delete cascade,
  month date not null,
  step text not null check (step in ('flag_weekly', 'consequence')),
  words text,
  at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  settlement text
);
create index consequences_at on handoff.consequences (at desc, id desc);
create index consequences_open on handoff.consequences (at desc, id desc) where settled_at is null;
create unique index consequences_month on handoff.consequences (promise, month, step, (coalesce(words, ''))) where handoff_id is null;
create unique index consequences_case on handoff.consequences (handoff_id, promise, step) where handoff_id is not null;
