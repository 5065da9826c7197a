-- By which merges of companies a field note came to its company, the last one last: taken back, it goes back.
alter table handoff.field_notes add column company_merges uuid[] not null default '{}';
