-- The scores of these contacts by the version in force, made where there are none, and held until the transaction ends, in
-- the order of their ids. The first row says which version that is; when it is another than expected, there are no more.
create function scoring.hold(expected uuid, concerned uuid[], everybody uuid[], groups integer, fresh_fit real,
  at timestamptz, out in_force uuid, out contact_id uuid, out is_new boolean, out fit real, out heats double precision[],
  out heat_at timestamptz, out hand_raised_at timestamptz, out temperature text, out cools_at timestamptz)
  returns setof record language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  missing uuid[];
begin
  in_force := scoring.in_force();
  return next;
  if in_force is distinct from expected then return; end if;
  if exists (select from scoring.models where state = 'applying') then
    insert into scoring.behind (contact_id, model_id)
      select distinct e.id, m.id from unnest(everybody) as e (id), scoring.models as m where m.state = 'applying'
      order by 1 on conflict (contact_id, model_id) do update set model_id = excluded.model_id;
  end if;
  missing := array(select c.id from unnest(concerned) as c (id)
    where not exists (select from scoring.scores as s where s.contact_id = c.id and s.model_id = expected) order by 1);
  insert into scoring.scores (contact_id, model_id, fit, heats, heat_at, temperature_since)
    select m, expected, fresh_fit, array_fill(0::double precision, array[groups]), 'epoch', at
    from unnest(missing) as m on conflict do nothing;
  return query select expected, s.contact_id, s.contact_id = any(missing), s.fit, s.heats, s.heat_at, s.hand_raised_at,
      s.temperature, s.cools_at
    from scoring.scores as s where s.model_id = expected and s.contact_id = any(concerned)
    order by s.contact_id for no key update;
end $$;
