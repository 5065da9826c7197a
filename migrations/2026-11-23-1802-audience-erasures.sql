-- That somebody was erased, and nothing about who it was: `subject_hash` answers the question "was anna@… erased?".
create table audience.erasures (
  id uuid primary key,
  subject_hashes text[] not null,
  reason text not null,
  counts jsonb not null,
  erased_at timestamptz not null,
  erased_by_kind text not null,
  erased_by_id uuid,
  erased_by_name text not null
);
create index erasures_subject on audience.erasures using gin (subject_hashes);
