-- Short-lived proofs (a sign-in that waits for its code, a trusted device, a provider's state) and authenticator apps.
create table workspace.verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index accounts_user on workspace.accounts (user_id);
create index verifications_identifier on workspace.verifications (identifier);
create table workspace.two_factors (
  id uuid primary key,
  user_id uuid not null unique references workspace.users (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
