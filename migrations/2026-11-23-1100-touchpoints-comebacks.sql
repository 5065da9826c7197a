-- When somebody was touched again after thirty days of silence or more, and since when they had been silent: the page
-- Today lists who came back, and contacts can be filtered by it. `last_day` has an index although `last_touch_at` has
-- none: a second touch on the same day then moves no index.
alter table touchpoints.activity
  add column silent_since timestamptz,
  add column came_back_at timestamptz,
  add column last_day date generated always as ((last_touch_at at time zone 'UTC')::date) stored;
create index activity_last_day on touchpoints.activity (last_day);
create index activity_came_back on touchpoints.activity (came_back_at) where came_back_at is not null;
