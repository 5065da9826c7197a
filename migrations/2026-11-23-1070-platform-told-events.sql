-- The audit log is of what somebody did. What visitors do is written down as events, too, and there is a thousand times
-- more of it: without an index of the rest, a page of the log would have to look through all of that.
create index events_told on platform.events (position)
  where not (name = 'touchpoint.recorded' and actor_kind = 'system');
