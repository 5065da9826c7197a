-- Adds to what contacts' touchpoints add up to; the same whatever order batches come in. Contacts come in one order.
create function touchpoints.add_up(contacts uuid[], counts bigint[], first_at timestamptz[], last_at timestamptz[],
  first_on_at timestamptz[], first_on text[], last_on_at timestamptz[], last_on text[]) returns void language plpgsql as $$
begin
  insert into touchpoints.activity as a (contact_id, touch_count, first_touch_at, last_touch_at,
      first_channel_at, first_channel, last_channel_at, last_channel)
    select * from unnest(contacts, counts, first_at, last_at, first_on_at, first_on, last_on_at, last_on)
  on conflict (contact_id) do update set
    touch_count = a.touch_count + excluded.touch_count,
    first_touch_at = least(a.first_touch_at, excluded.first_touch_at),
    last_touch_at = greatest(a.last_touch_at, excluded.last_touch_at),
    first_channel_at = least(a.first_channel_at, excluded.first_channel_at),
    -- Of two at the same moment the channels' own order decides, so that the order of arrival does not.
    first_channel = case when a.first_channel_at is null or (excluded.first_channel_at, excluded.first_channel collate "C")
      < (a.first_channel_at, a.first_channel collate "C") then excluded.first_channel else a.first_channel end,
    last_channel_at = greatest(a.last_channel_at, excluded.last_channel_at),
    last_channel = case when a.last_channel_at is null or (excluded.last_channel_at, excluded.last_channel collate "C")
      > (a.last_channel_at, a.last_channel collate "C") then excluded.last_channel else a.last_channel end;
end $$;
