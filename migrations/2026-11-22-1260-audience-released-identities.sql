-- What deleted contacts were known by: somebody else may be known by it meanwhile, and a restored contact is again by
-- what is still free. Goes with the contact.
create table audience.released_identities (
  contact_id uuid not null references audience.contacts (id) on delete cascade,
  kind text not null,
  value text not null,
  created_at timestamptz not null,
  primary key (contact_id, kind, value)
);
