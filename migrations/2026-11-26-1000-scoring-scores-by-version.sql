-- A partition a version: the scores of a new one are written beside those that count, and the old ones are dropped whole.
alter table scoring.scores rename to scores_of_before;
alter index scoring.scores_pkey rename to scores_of_before_pkey;
alter index scoring.scores_cools_at rename to scores_of_before_cools_at;
alter index scoring.scores_warm rename to scores_of_before_warm;
create table scoring.scores (like scoring.scores_of_before including defaults including constraints)
  partition by list (model_id);
alter table scoring.scores add constraint scores_pkey primary key (contact_id, model_id);
create index scores_cools_at on scoring.scores (cools_at) where cools_at is not null;
create index scores_warm on scoring.scores (model_id, temperature, contact_id) where temperature <> 'cold';

create function scoring.table_of(model uuid) returns text language sql immutable
  return 'scores_' || replace(model::text, '-', '');

-- A table that was filled as `table_of` names it becomes a part of all. As with months, attaching lets others go on; the
-- indexes it lacks are made with it.
create function scoring.attach_version(model uuid) returns void language plpgsql as $$
begin
  execute format('alter table scoring.%I alter contact_id set not null, alter model_id set not null, alter fit set not null,
    alter heats set not null, alter heat_at set not null, alter temperature set not null,
    alter temperature_since set not null, add check (model_id = %L),
    add constraint scores_temperature_check check (temperature in (''cold'', ''warm'', ''hot''))', scoring.table_of(model), model);
  execute format('alter table scoring.scores attach partition scoring.%I for values in (%L)', scoring.table_of(model), model);
end $$;

