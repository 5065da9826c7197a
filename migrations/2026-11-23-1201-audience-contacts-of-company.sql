-- Also of deleted contacts: when a company is erased for good, the foreign key looks for all who pointed to it, and would
-- otherwise read every contact there is.
drop index audience.contacts_of_company;
create index contacts_of_company on audience.contacts (company_id, id) where company_id is not null;
