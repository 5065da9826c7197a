-- How likely each known contact becomes a customer, by the model in use; kept, so that lists and segments can ask for it.
create table scoring.propensities (
  contact_id uuid primary key,
  model_id uuid not null,
  probability double precision not null check (probability between 0 and 1)
);
create index propensities_likeliest on scoring.propensities (probability desc, contact_id);

-- Known people of whom something was learnt since.
create table scoring.unforetold (
  contact_id uuid primary key
);

-- Everybody is foretold anew each day, as what time does changes it too: how far that is, and when it was last done.
alter table scoring.propensity_models add column foretold_up_to uuid, add column foretold_at timestamptz;
