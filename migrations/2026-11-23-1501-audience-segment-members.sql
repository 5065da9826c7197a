-- Who is in a segment. The key begins with the contact, so that on Citus it stands with the contact.
create table audience.segment_members (
  contact_id uuid not null,
  segment_id uuid not null,
  entered_at timestamptz not null,
  primary key (contact_id, segment_id)
);
create index segment_members_entered on audience.segment_members (segment_id, entered_at, contact_id);

-- When time alone may change whether a contact is in a segment.
create table audience.segment_dues (
  segment_id uuid not null,
  contact_id uuid not null,
  due_at timestamptz not null,
  primary key (segment_id, contact_id)
);
create index segment_dues_due on audience.segment_dues (due_at);

-- Contacts whose segments are to be judged again, one row a write. Rows about a segment whose members are just being
-- found wait (held_for) until they are.
create table audience.segment_touched (
  position bigint generated always as identity primary key,
  marks text[] not null,
  contact_ids uuid[] not null,
  held_for uuid
);
create index segment_touched_held on audience.segment_touched (held_for) where held_for is not null;
