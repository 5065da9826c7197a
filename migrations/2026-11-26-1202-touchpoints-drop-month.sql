-- Drops the partition of a month if nothing is in it, and answers whether it did. Everybody who reads or writes
-- touchpoints waits for it, so the caller sets a lock_timeout and has looked before. The first lock is that of
-- open_months.
create function touchpoints.drop_month(month date) returns boolean language plpgsql as $$
declare
  part text := format('touchpoints_%s', to_char(month, 'YYYY_MM'));
  filled boolean;
begin
  perform pg_advisory_xact_lock(7305819);
  if to_regclass('touchpoints.' || part) is null then
    return false;
  end if;
  lock table only touchpoints.touchpoints in access exclusive mode;
  execute format('select exists (select from touchpoints.%I)', part) into filled;
  if not filled then
    execute format('drop table touchpoints.%I', part);
  end if;
  return not filled;
end $$;
