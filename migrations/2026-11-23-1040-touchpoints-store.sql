-- Stores touchpoints, one array a column; an array that is null is a column of nulls. A function, because its plan is
-- kept: planning the statement anew took as long as storing twenty rows.
create function touchpoints.store(source uuid, received timestamptz, contacts uuid[], times timestamptz[], ids uuid[],
  kinds text[], names text[], channels text[], campaign_ids uuid[], campaigns text[], teams text[], actor_ids uuid[],
  actor_names text[], vals bigint[], currencies text[], props jsonb[]) returns void language plpgsql as $$
begin
  insert into touchpoints.touchpoints (contact_id, occurred_at, id, kind, name, channel, campaign_id, campaign, team,
      actor_id, actor_name, value, currency, source_id, properties, received_at)
    select t.contact_id, t.occurred_at, t.id, t.kind, t.name, t.channel, t.campaign_id, t.campaign, t.team,
      t.actor_id, t.actor_name, t.value, t.currency, source, t.properties, received
    from unnest(contacts, times, ids, kinds, names, channels, campaign_ids, campaigns, teams, actor_ids, actor_names,
      vals, currencies, props) as t (contact_id, occurred_at, id, kind, name, channel, campaign_id, campaign, team,
      actor_id, actor_name, value, currency, properties);
end $$;
