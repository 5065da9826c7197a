-- What a source sent and what became of it, added to the day.
create function touchpoints.count_arrivals(source uuid, on_day date, in_slot int, stored bigint, duplicate bigint,
  skipped bigint, bot bigint, seen_at timestamptz, lag bigint) returns void language plpgsql as $$
begin
  insert into touchpoints.source_days as d (source_id, day, slot, seen, stored, duplicate, skipped, bot, last_seen_at, lag_ms)
  values (source, on_day, in_slot, $4 + $5 + $6 + $7, $4, $5, $6, $7, seen_at, lag)
  on conflict (source_id, day, slot) do update set
    seen = d.seen + excluded.seen, stored = d.stored + excluded.stored,
    duplicate = d.duplicate + excluded.duplicate, skipped = d.skipped + excluded.skipped, bot = d.bot + excluded.bot,
    last_seen_at = greatest(d.last_seen_at, excluded.last_seen_at), lag_ms = coalesce(excluded.lag_ms, d.lag_ms);
end $$;
