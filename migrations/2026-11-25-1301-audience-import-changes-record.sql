-- Whatever an import remembers of a person is found when the person asks for it, or is erased.
drop index audience.import_changes_record;
create index import_changes_record on audience.import_changes (record_id);
