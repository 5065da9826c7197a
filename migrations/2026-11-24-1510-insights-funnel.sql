-- A funnel begins with who was first seen in a period: by their first touch, or by being written down.
create index activity_first_touch on touchpoints.activity (first_touch_at, contact_id);
