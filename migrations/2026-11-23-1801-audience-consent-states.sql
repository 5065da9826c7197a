-- The last answer for each purpose and channel; nobody was asked where there is no row.
create table audience.consent_states (
  contact_id uuid not null references audience.contacts (id) on delete cascade,
  purpose text not null,
  channel text not null,
  state text not null,
  since timestamptz not null,
  consent_id uuid not null,
  primary key (contact_id, purpose, channel)
);
create index consent_states_purpose on audience.consent_states (purpose, channel, state, contact_id);

insert into audience.consent_purposes (id, key, label, wording, channels, position, created_at, updated_at)
select gen_random_uuid(), key, label, wording, channels, position, now(), now() from (values
  ('newsletter', 'Newsletter', 'Yes, send me the newsletter. I can unsubscribe at any time.', array['email'], 1),
  ('offers', 'Offers', 'Yes, tell me about offers and new products.', array['email', 'sms', 'post'], 2),
  ('calls', 'Sales calls', 'Yes, you may call me about your products.', array['phone'], 3),
  ('tracking', 'Web tracking', 'Yes, recognise me on this web site.', array['web'], 4)
) as p (key, label, wording, channels, position);

-- Erasing somebody looks for what bulk changes keep of them.
create index bulk_change_contacts_contact on audience.bulk_change_contacts (contact_id);
