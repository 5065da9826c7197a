-- What a command imports, and how: the same again goes on where it was stopped.
alter table audience.imports add column fingerprint text;
create index imports_unfinished on audience.imports (fingerprint) where ended_at is null;
