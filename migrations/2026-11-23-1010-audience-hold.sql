-- Whose these keys are, and those contacts held until the transaction ends, so that none of them is absorbed, merged or
-- deleted meanwhile: what every batch of sightings begins with, in one call. Held in the order of their ids: two batches
-- that share people wait for each other, never in a circle.
-- holders: an id a key, in their order, empty where the key is nobody's. held: the ids of those who are there.
create function audience.hold(kinds text[], vals text[], named uuid[], out holders text, out held text)
  language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  found uuid[];
begin
  select array_agg(i.contact_id order by k.place) into found
    from unnest(kinds, vals) with ordinality as k (kind, value, place)
    left join audience.identities as i on i.kind = k.kind and i.value = k.value;
  holders := array_to_string(found, ',', '');
  -- Who is deleted is sorted out afterwards ("offset 0" keeps it there): asked for inside, an index of those who are not
  -- was read from end to end while there were no statistics yet.
  select string_agg(c.id::text, ',') into held from (
    select id, deleted_at from audience.contacts where id = any(found || named)
    order by id for no key update offset 0) as c
    where c.deleted_at is null;
end $$;
