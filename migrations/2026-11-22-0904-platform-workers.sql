-- Which worker pools are alive: the jobs of one that has not been seen for a while are given back to the queue.
create table platform.workers (
  pool text primary key,
  host text not null,
  pid int not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
