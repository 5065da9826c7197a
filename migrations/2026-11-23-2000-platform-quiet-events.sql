-- Writes events in the order given, and wakes their readers at commit, if wanted: transactions that do, commit one after
-- the other. Payloads and changes are JSON texts in one (platform/arrays.ts). First the sign of event-order.ts, "I am
-- writing behind this position": the two numbers are those of that file.
drop function platform.write_events;
create function platform.write_events(wake boolean, at timestamptz, by_kind text, by_id uuid, by_name text, ids uuid[],
  names text[], kinds text[], subjects uuid[], changes text, payloads text) returns void language plpgsql as $$
declare
  last bigint;
begin
  if wake then
    perform pg_notify('tandem_events', '');
  end if;
  if coalesce(current_setting('tandem.announced', true), '') = '' then
    select last_value - (not is_called)::int into last from platform.events_position_seq;
    perform pg_advisory_xact_lock_shared(7305818, (last % 2147483648)::int);
    perform set_config('tandem.announced', 'yes', true);
  end if;
  insert into platform.events
      (id, name, subject_kind, subject_id, actor_kind, actor_id, actor_name, changes, payload, occurred_at)
    select e.id, e.name, e.kind, e.subject, by_kind, by_id, by_name, e.changes::jsonb, e.payload::jsonb, at
    from unnest(ids, names, kinds, subjects, string_to_array(changes, e'\x1e'), string_to_array(payloads, e'\x1e'))
      as e (id, name, kind, subject, changes, payload);
end $$;
