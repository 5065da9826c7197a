-- Writes receipts and answers, with commas between, which of these ids had one already: whoever writes it first, stores;
-- everybody else, also at the same moment, has a duplicate. The ids come in one order from everybody, and each once.
create function touchpoints.admit(source uuid, at timestamptz, ids uuid[]) returns text
  language plpgsql as $$
declare
  fresh uuid[];
begin
  with written as (
    insert into touchpoints.receipts (id, source_id, received_at)
      select r.id, source, at from unnest(ids) as r (id)
      on conflict do nothing returning id)
  select array_agg(w.id) into fresh from written as w;
  if cardinality(fresh) = cardinality(ids) then
    return '';
  end if;
  return (select string_agg(o.id::text, ',') from
    (select unnest(ids) as id except select unnest(fresh)) as o);
end $$;
