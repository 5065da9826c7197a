-- Lists ask who came back within a week, and need no look at the rows themselves.
drop index touchpoints.activity_came_back;
create index activity_came_back on touchpoints.activity (came_back_at) include (contact_id)
  where came_back_at is not null;
