-- Makes the partitions of these months where they are missing. Attaching, unlike "create table … partition of", lets
-- others go on reading and writing. The lock makes two makers of one month wait for each other; whoever comes second
-- finds it made. Part of the caller's transaction: rolled back, there is no month.
create function touchpoints.open_months(months date[]) returns void
  language plpgsql as $$
declare
  month date;
  part text;
begin
  foreach month in array months loop
    part := format('touchpoints_%s', to_char(month, 'YYYY_MM'));
    continue when to_regclass('touchpoints.' || part) is not null;
    perform pg_advisory_xact_lock(7305819);
    -- Asked of the table: to_regclass may still answer from before the wait.
    continue when exists (select from pg_class where relnamespace = 'touchpoints'::regnamespace and relname = part);
    execute format('create table touchpoints.%I (like touchpoints.touchpoints including all)', part);
    execute format('alter table touchpoints.touchpoints attach partition touchpoints.%I for values from (%L) to (%L)',
      part, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
  end loop;
end $$;
