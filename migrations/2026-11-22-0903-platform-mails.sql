-- Every mail Tandem writes itself. What it says may hold a link that signs somebody in, so it is sealed with the
-- secret, and gone once it is sent.
create table platform.mails (
  id uuid primary key,
  to_address text not null,
  subject text not null,
  template text not null,
  sealed_values bytea,
  -- The role of whoever its link signs in, as it was when the mail was written.
  for_role text,
  message_class text not null check (message_class in ('transactional')),
  state text not null check (state in ('queued', 'held', 'sent', 'failed')),
  attempts int not null default 0,
  error text,
  message_id text,
  created_at timestamptz not null default now(),
  tried_at timestamptz,
  sent_at timestamptz
);
create index mails_state on platform.mails (state, id desc);
