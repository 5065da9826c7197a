-- By what the people of the sample are made to act: what reports and models find can be held against it.
create table sample.effects (
  name text primary key,
  outcome text not null,
  lines text[] not null,
  scale text not null,
  size double precision not null,
  at_most int,
  words text not null
);

-- Every contact the sample brought, and what nobody in a real company knows of them. `likely` is how probably they become
-- a customer, `became` what came of it (null: not decided). `kept_at`: somebody real was merged into it, so it stays.
create table sample.people (
  contact_id uuid primary key,
  line text not null,
  likely double precision,
  decides_at timestamptz,
  became boolean,
  churned_at timestamptz,
  duplicate_of uuid,
  kept_at timestamptz
);

-- Whatever else it brought and will take away again: companies, colleagues, sources, properties, tags, segments, views.
create table sample.brought (
  kind text not null,
  name text not null,
  id text not null,
  primary key (kind, name)
);
