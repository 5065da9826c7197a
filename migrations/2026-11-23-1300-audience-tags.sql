-- The tags there are, each in one spelling: "VIP" and "vip" are the same. Records keep the names themselves.
create table audience.tags (
  id uuid primary key,
  key text not null unique,
  name text not null,
  created_by uuid,
  created_at timestamptz not null
);
