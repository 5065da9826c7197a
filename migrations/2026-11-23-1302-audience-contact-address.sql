-- "All of LS1": a postal code is looked up by how it begins, and a tour is planned in its order.
create index contacts_postal_code on audience.contacts (lower((postal_code collate "C")), id)
  where postal_code is not null and deleted_at is null;
