-- What the touchpoints added up to that the retention rules have deleted, so that the first touch, its channel and the
-- count stay what they were. Per origin, as touchpoints have it, so that a merge takes it along and gives it back.
create table touchpoints.past_activity (
  contact_id uuid not null,
  origin_id uuid not null,
  touch_count bigint not null,
  first_touch_at timestamptz,
  last_touch_at timestamptz,
  first_channel text,
  first_channel_at timestamptz,
  last_channel text,
  last_channel_at timestamptz,
  -- The first month of which everything was kept, of pages and the like and of all others; null where none was deleted.
  web_before date,
  others_before date,
  primary key (contact_id, origin_id)
);
