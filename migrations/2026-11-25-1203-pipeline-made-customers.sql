-- By which deal somebody became a customer, what they were before, and when: if the deal is opened again, they are that.
alter table pipeline.deals
  add column made_customer_from text,
  add column made_customer_at timestamptz,
  add check ((made_customer_from is null) = (made_customer_at is null));
