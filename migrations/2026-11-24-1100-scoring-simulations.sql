-- What a version would have done in the last 90 days. It keeps the document it was made of, for a draft goes on changing;
-- of the version that is signed, it stays with it.
create table scoring.simulations (
  id uuid primary key,
  model_id uuid not null references scoring.models on delete cascade,
  compared_with uuid references scoring.models,
  document jsonb not null,
  -- Hot leads a week that the reps can take on.
  capacity integer not null check (capacity between 0 and 1000000),
  operation_id uuid,
  started_by uuid,
  started_by_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  result jsonb
);
create index simulations_model on scoring.simulations (model_id, started_at desc, id desc);
