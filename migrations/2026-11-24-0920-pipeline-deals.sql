-- Deals, plain: what sales may win of a customer. The playbooks, stages of one's own and products come around it.
create schema pipeline;
create table pipeline.deals (
  id uuid primary key,
  name text not null check (length(name) between 1 and 300),
  contact_id uuid,
  company_id uuid,
  handoff_id uuid,
  owner_id uuid,
  amount bigint check (amount >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  stage text not null check (stage in ('open', 'won', 'lost')),
  lost_reason text,
  lost_words text,
  expected_close_on date,
  opened_at timestamptz not null,
  closed_at timestamptz,
  created_by uuid,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  -- By which merges of contacts it came to the contact it has now, in their order.
  merges uuid[] not null default '{}',
  name_key text collate "C" not null generated always as (audience.fold(name)) stored,
  check ((amount is null) = (currency is null)),
  check ((stage = 'open') = (closed_at is null)),
  check (stage = 'lost' or (lost_reason is null and lost_words is null))
);
create unique index deals_handoff on pipeline.deals (handoff_id) where handoff_id is not null;
