-- Contacts to be scored again soon after the commit, one row a write, and why: only their fit, or all of it.
create table scoring.touched (
  position bigint generated always as identity primary key,
  why text not null check (why in ('touched', 'fit', 'merged')),
  contact_ids uuid[] not null
);
-- While a version is being applied: whoever changed since it began to, and is summed up by it again at its end. Whoever is
-- noted already is written again: so that who takes the note waits for this transaction, and sees what it has done.
create table scoring.behind (
  contact_id uuid not null,
  model_id uuid not null,
  primary key (contact_id, model_id)
);

-- Which version is in force, until this transaction ends: one comes into force only when nobody is at it.
create function scoring.in_force() returns uuid language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(7305831);
  return (select id from scoring.models where state = 'in_force');
end $$;

create function scoring.mark(ids uuid[], reason text) returns void language plpgsql as $$
begin
  perform scoring.in_force();
  insert into scoring.touched (why, contact_ids) values (reason, ids);
  insert into scoring.behind (contact_id, model_id)
    select distinct i.id, m.id from unnest(ids) as i (id), scoring.models as m where m.state = 'applying'
    order by 1 on conflict (contact_id, model_id) do update set model_id = excluded.model_id;
end $$;
