-- The import that brought an answer takes it away again when it is taken back.
alter table audience.consents add column import_id uuid;
create index consents_import on audience.consents (import_id, contact_id) where import_id is not null;
