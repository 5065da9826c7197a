-- What the intake has acknowledged and the work side has not stored yet: boxes of touchpoints of one source, nearly always
-- for less than a second. People are divided among the lanes, so that one of a lane's boxes never waits for another lane's.
-- due_at: taken out from then on; later than now where it could not be stored, and is tried again.
create table touchpoints.inbox (
  lane smallint not null,
  id uuid not null,
  source_id uuid not null references touchpoints.sources (id),
  received_at timestamptz not null,
  due_at timestamptz not null,
  size integer not null,
  arrivals text not null,
  primary key (lane, id)
);
-- To press what is deleted within a second would take longer than to write it.
alter table touchpoints.inbox alter column arrivals set storage external;
