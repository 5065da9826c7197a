-- Writes scores that are held, each with its heats as text; `sinces` where the temperature is another than before.
create function scoring.write(model uuid, ids uuid[], fits real[], written_heats text[], ats timestamptz[],
  hands timestamptz[], temperatures text[], sinces timestamptz[], cools timestamptz[]) returns void
  language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  update scoring.scores as s
    set fit = w.fit, heats = w.heats::double precision[], heat_at = w.at, hand_raised_at = w.hand,
      temperature = w.temperature, temperature_since = coalesce(w.since, s.temperature_since), cools_at = w.cools
    from unnest(ids, fits, written_heats, ats, hands, temperatures, sinces, cools)
      as w (id, fit, heats, at, hand, temperature, since, cools)
    where s.contact_id = w.id and s.model_id = model;
end $$;

create function scoring.note_moves(model uuid, at timestamptz, move_ids uuid[], ids uuid[], froms text[], tos text[],
  whys text[], fits real[], engagements real[]) returns void language plpgsql as $$
begin
  insert into scoring.moves (contact_id, moved_at, id, model_id, from_temperature, to_temperature, why, fit, engagement)
    select m.contact_id, at, m.id, model, m.was, m.is_now, m.why, m.fit, m.engagement
    from unnest(move_ids, ids, froms, tos, whys, fits, engagements)
      as m (id, contact_id, was, is_now, why, fit, engagement);
end $$;
