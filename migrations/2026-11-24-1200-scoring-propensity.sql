-- Models that foretell who becomes a customer within so many days. At most one is used; those before are kept to be
-- compared with. `trial` was trained only on what was known before the newest cut-off: by it two models compete.
create table scoring.propensity_models (
  id uuid primary key,
  window_days integer not null check (window_days between 14 and 365),
  trained_at timestamptz not null,
  contacts integer not null,
  examples integer not null,
  customers integer not null,
  oldest_cut_off timestamptz not null,
  newest_cut_off timestamptz not null,
  sampled double precision not null check (sampled > 0),
  model jsonb not null,
  trial jsonb not null,
  checked jsonb not null,
  replaced_at timestamptz
);
create unique index propensity_models_in_use on scoring.propensity_models ((true)) where replaced_at is null;
-- Every training that came to an end, and what came of it.
create table scoring.propensity_trainings (
  id uuid primary key,
  outcome text not null check (outcome in ('took_over', 'kept', 'refused')),
  words text not null,
  window_days integer not null,
  examples integer not null,
  customers integer not null,
  at timestamptz not null
);
