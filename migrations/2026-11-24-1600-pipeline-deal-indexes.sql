create index deals_name on pipeline.deals (name_key, id) where deleted_at is null;
create index deals_amount on pipeline.deals (amount, id) where deleted_at is null;
create index deals_owner on pipeline.deals (owner_id, id) where deleted_at is null;
create index deals_opened on pipeline.deals (opened_at, id) where deleted_at is null;
create index deals_closed on pipeline.deals (closed_at, id) where deleted_at is null;
create index deals_expected on pipeline.deals (expected_close_on, id) where deleted_at is null;
create index deals_updated on pipeline.deals (updated_at, id) where deleted_at is null;
-- For the columns of the board.
create index deals_open on pipeline.deals (expected_close_on, id) where stage = 'open' and deleted_at is null;
create index deals_stage on pipeline.deals (stage, closed_at desc, id desc) where deleted_at is null;
create index deals_search on pipeline.deals using gin (name_key gin_trgm_ops) where deleted_at is null;
-- Those of a person or a company, deleted ones too: merges and erasure reach them.
create index deals_contact on pipeline.deals (contact_id);
create index deals_company on pipeline.deals (company_id);
create index deals_deleted on pipeline.deals (deleted_at) where deleted_at is not null;
