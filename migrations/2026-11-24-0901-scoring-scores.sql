-- What a model makes of a contact. `heats` are signed points at `heat_at`, one a group in the order of the model's
-- document (scoring/heat.ts); what they are worth at any other moment is one multiplication. Of several models only
-- while one is being applied. No reference to the models: checking it would hold one row for every intake there is.
create table scoring.scores (
  contact_id uuid not null,
  model_id uuid not null,
  fit real not null default 0,
  heats double precision[] not null,
  heat_at timestamptz not null,
  hand_raised_at timestamptz,
  temperature text not null default 'cold' check (temperature in ('cold', 'warm', 'hot')),
  temperature_since timestamptz not null,
  cools_at timestamptz,
  primary key (contact_id, model_id)
) with (fillfactor = 80);
create index scores_cools_at on scoring.scores (cools_at) where cools_at is not null;
create index scores_warm on scoring.scores (model_id, temperature, contact_id) where temperature <> 'cold';
create table scoring.moves (
  contact_id uuid not null,
  moved_at timestamptz not null,
  id uuid not null,
  model_id uuid not null,
  from_temperature text not null,
  to_temperature text not null,
  why text not null check (why in ('touched', 'raised_hand', 'cooled', 'fit', 'model', 'merged', 'verdict')),
  fit real not null,
  engagement real not null,
  primary key (contact_id, moved_at, id)
);
create index moves_moved_at on scoring.moves (moved_at, to_temperature);
