create schema touchpoints;

-- Everything that happens between the company and a person; append-only. The key begins with the contact, so that on
-- Citus a contact's line is on one machine; one partition a month, so that old months can be dropped.
create table touchpoints.touchpoints (
  contact_id uuid not null,
  occurred_at timestamptz not null,
  id uuid not null,
  kind text not null,
  -- What exactly: the title of the page, the name of the event, the subject of the call.
  name text,
  channel text,
  campaign_id uuid,
  -- The campaign's code as the link carried it; campaigns are found by it.
  campaign text,
  team text,
  -- The colleague on our side of it, if there was one.
  actor_id uuid,
  actor_name text,
  value bigint,
  currency text,
  source_id uuid not null,
  properties jsonb not null,
  received_at timestamptz not null,
  -- The visitor it was recorded for, when that visitor later turned out to be this contact.
  origin_id uuid,
  primary key (contact_id, occurred_at, id)
) partition by range (occurred_at);
