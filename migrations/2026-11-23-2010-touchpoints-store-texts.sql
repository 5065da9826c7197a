-- As before, but that the properties are JSON texts in one (platform/arrays.ts): to quote them as elements of an array,
-- and to read that, took as long as all the other columns.
drop function touchpoints.store;
create function touchpoints.store(source uuid, received timestamptz, contacts uuid[], times timestamptz[], ids uuid[],
  kinds text[], names text[], channels text[], campaign_ids uuid[], campaigns text[], teams text[], actor_ids uuid[],
  actor_names text[], vals bigint[], currencies text[], props text) returns void language plpgsql as $$
begin
  insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, name, channel, campaign_id, campaign, team,
      actor_id, actor_name, value, currency, source_id, properties, received_at)
    select t.contact_id, t.occurred_at, t.id, t.kind, t.name, t.channel, t.campaign_id, t.campaign, t.team,
      t.actor_id, t.actor_name, t.value, t.currency, source, t.properties::jsonb, received
    from unnest(contacts, times, ids, kinds, names, channels, campaign_ids, campaigns, teams, actor_ids, actor_names,
      vals, currencies, string_to_array(props, e'\x1e')) as t (contact_id, occurred_at, id, kind, name, channel,
      campaign_id, campaign, team, actor_id, actor_name, value, currency, properties);
end $$;
