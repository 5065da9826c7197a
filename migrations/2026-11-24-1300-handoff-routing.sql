-- Who gets what is handed over: one document; each rep's own terms; and where the turns of a rule stand.
create table handoff.routing (
  only_one boolean primary key default true check (only_one),
  version integer not null,
  document jsonb not null,
  changed_by uuid,
  changed_at timestamptz not null
);
create table handoff.reps (
  user_id uuid primary key,
  takes_leads boolean not null default true,
  weight integer not null default 1 check (weight between 1 and 100),
  capacity integer check (capacity between 1 and 1000),
  skills text[] not null default '{}',
  languages text[] not null default '{}',
  updated_by uuid,
  updated_at timestamptz not null
);
create table handoff.vacations (
  id uuid primary key,
  user_id uuid not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  note text
);
create index vacations_user on handoff.vacations (user_id, to_day);
create index vacations_days on handoff.vacations (from_day, to_day);
create table handoff.turns (rule text, rep_id uuid, credit integer not null, primary key (rule, rep_id));
