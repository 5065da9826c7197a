-- The score's model: a numbered document both teams sign. One is in force; a change is a new row, and old ones stay readable.
create schema scoring;
create table scoring.models (
  id uuid primary key,
  number integer not null unique,
  state text not null check (state in ('draft', 'proposed', 'signed', 'applying', 'in_force', 'retired', 'withdrawn')),
  document jsonb not null,
  note text,
  based_on uuid references scoring.models,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  proposed_by uuid,
  proposed_at timestamptz,
  marketing_signed_by uuid,
  marketing_signed_at timestamptz,
  sales_signed_by uuid,
  sales_signed_at timestamptz,
  operation_id uuid,
  in_force_at timestamptz,
  retired_at timestamptz
);
create unique index models_in_force on scoring.models (state) where state = 'in_force';
create unique index models_applying on scoring.models (state) where state in ('signed', 'applying');
