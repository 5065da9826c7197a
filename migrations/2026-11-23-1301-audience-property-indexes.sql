-- Lists of many records are sorted and filtered fast by a property once somebody asked for an index; a job makes it.
alter table audience.properties add column index_wanted_at timestamptz;
alter table audience.properties add column indexed_at timestamptz;
