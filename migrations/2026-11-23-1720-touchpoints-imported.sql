-- What came by which import, so that it can be taken back: the touchpoints alone do not say it, since the files of one
-- system are one source. The contact is that of then; audience.redirects knows who they are now.
create table touchpoints.imported (
  import_id uuid not null references audience.imports (id) on delete cascade,
  id uuid not null,
  -- Null for what a machine did.
  contact_id uuid,
  occurred_at timestamptz,
  primary key (import_id, id)
);
