-- Every order of the list is an index range of (value, id), so a page costs the same on row 1 and row 900,000.
create index contacts_name on audience.contacts (name_key, id) where deleted_at is null;
create index contacts_company on audience.contacts (company_key, id) where deleted_at is null;
create index contacts_city on audience.contacts (city_key, id) where deleted_at is null;
create index contacts_stage on audience.contacts (stage_order, id) where deleted_at is null;
create index contacts_source on audience.contacts (source, id) where deleted_at is null;
create index contacts_owner on audience.contacts (owner_id, id) where deleted_at is null;
create index contacts_created on audience.contacts (created_at, id) where deleted_at is null;
create index contacts_updated on audience.contacts (updated_at, id) where deleted_at is null;
create index contacts_search on audience.contacts using gin (search_text gin_trgm_ops) where deleted_at is null;
-- For filters that leave few.
create index contacts_in_stage on audience.contacts (stage) where deleted_at is null;
create index contacts_country on audience.contacts (country) where deleted_at is null;
create index contacts_deleted on audience.contacts (deleted_at) where deleted_at is not null;
