-- What a contact's touchpoints add up to, kept with every batch. Not columns of the contact: those have a dozen indexes
-- that each touch would have to pass.
create table touchpoints.activity (
  contact_id uuid primary key,
  touch_count bigint not null,
  first_touch_at timestamptz not null,
  last_touch_at timestamptz not null,
  first_channel text,
  first_channel_at timestamptz,
  last_channel text,
  last_channel_at timestamptz
) with (fillfactor = 80);

-- Kinds of touchpoints this company has declared beside the built-in ones.
create table touchpoints.kinds (
  kind text primary key,
  label text not null,
  channel text,
  team text,
  created_by uuid,
  created_at timestamptz not null
);
