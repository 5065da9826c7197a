-- As before, but that the ids are simply written, as if all were new, which nearly always they are: asking of each first
-- whether it has a receipt took as long as writing it.
create or replace function touchpoints.admit(source uuid, at timestamptz, ids uuid[]) returns text
  language plpgsql as $$
declare
  fresh uuid[];
begin
  begin
    insert into touchpoints.receipts (id, source_id, received_at)
      select r.id, source, at from unnest(ids) as r (id);
    return '';
  exception when unique_violation then
    with written as (
      insert into touchpoints.receipts (id, source_id, received_at)
        select r.id, source, at from unnest(ids) as r (id)
        on conflict do nothing returning id)
    select array_agg(w.id) into fresh from written as w;
  end;
  return (select string_agg(o.id::text, ',') from
    (select unnest(ids) as id except select unnest(fresh)) as o);
end $$;
