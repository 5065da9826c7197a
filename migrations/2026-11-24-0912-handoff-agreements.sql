-- The agreement (SLA): a numbered document both sides sign. A hand-off keeps the terms it was opened under.
create table handoff.agreements (
  id uuid primary key,
  number integer not null unique,
  state text not null check (state in ('draft', 'proposed', 'in_force', 'retired', 'withdrawn')),
  document jsonb not null,
  note text,
  based_on uuid references handoff.agreements,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  proposed_by uuid,
  proposed_at timestamptz,
  marketing_signed_by uuid,
  marketing_signed_at timestamptz,
  sales_signed_by uuid,
  sales_signed_at timestamptz,
  in_force_at timestamptz,
  retired_at timestamptz
);
create unique index agreements_in_force on handoff.agreements (state) where state = 'in_force';
create unique index agreements_proposed on handoff.agreements (state) where state = 'proposed';
create index agreements_months on handoff.agreements (in_force_at desc) where in_force_at is not null;
alter table handoff.handoffs add foreign key (agreement_id) references handoff.agreements;
