-- What is stored may have come with something that could not be used, such as a personal link that has expired: it is
-- counted among the reasons, too.
alter table touchpoints.source_reasons
  drop constraint source_reasons_outcome_check,
  add constraint source_reasons_outcome_check check (outcome in ('skipped', 'bot', 'stored'));
