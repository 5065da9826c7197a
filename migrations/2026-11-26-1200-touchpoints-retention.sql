-- How many months touchpoints and visitors are kept; null is always. One row, with who decided it and when.
create table touchpoints.retention (
  id uuid primary key,
  only_one boolean not null default true unique check (only_one),
  web_months int check (web_months > 0),
  others_months int check (others_months > 0),
  visitors_months int check (visitors_months > 0),
  -- Before these months nothing is left that the rule is about: they are not looked through again.
  web_swept_before date,
  others_swept_before date,
  changed_at timestamptz not null,
  changed_by_id uuid,
  changed_by_name text
);
insert into touchpoints.retention (id, changed_at) values ('00000000-0000-7000-8000-000000000002', now());
