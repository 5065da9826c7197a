-- By which merges of companies a deal came to its company, the last one last: taken back, it goes back.
alter table pipeline.deals add column company_merges uuid[] not null default '{}';
