-- Who is found in another table is counted, and held to be there and somebody's, without a look at the contact itself.
create index contacts_live on audience.contacts (id) include (owner_id) where deleted_at is null;
