-- One row: the business that works with this Tandem. It comes into being with its owner.
create table workspace.settings (
  id uuid primary key,
  only_one boolean not null default true unique check (only_one),
  name text not null,
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  locale text not null default 'en-GB',
  week_starts_on smallint not null default 1 check (week_starts_on between 1 and 7),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
