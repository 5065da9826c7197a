-- Most events are of nobody who works here, and nobody asks for those by their actor.
drop index platform.events_actor;
create index events_actor on platform.events (actor_id, position desc) where actor_id is not null;
