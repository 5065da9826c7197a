-- What each rule of a score model was worth, measured on who became a customer after a cut-off in time.
create table scoring.rule_worths (
  model_id uuid primary key references scoring.models on delete cascade,
  cut_off timestamptz not null,
  window_days integer not null,
  measured_at timestamptz not null,
  items jsonb not null
);
