-- Makes room for the scores of a version, where there is none. The lock makes two who do so wait for each other.
create function scoring.open_version(model uuid) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7305832);
  if exists (select from pg_class where relnamespace = 'scoring'::regnamespace and relname = scoring.table_of(model)) then
    return;
  end if;
  execute format('create table scoring.%I (like scoring.scores) with (fillfactor = 80)', scoring.table_of(model));
  perform scoring.attach_version(model);
end $$;

select scoring.open_version(id) from (
  select model_id as id from scoring.scores_of_before union select id from scoring.models where state = 'in_force') as v;
insert into scoring.scores select * from scoring.scores_of_before;
drop table scoring.scores_of_before;

-- What was written of a version that is being applied, is written anew.
update platform.operations set cursor = null where kind = 'score-models.apply' and finished_at is null;
update scoring.models set state = 'signed' where state = 'applying';
