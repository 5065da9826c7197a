-- What customers say, look for and complain of, as colleagues heard it. When somebody is erased, what it was about stays
-- and the words go.
create table handoff.field_notes (
  id uuid primary key,
  kind text not null check (kind in ('praise', 'wish', 'complaint', 'question', 'competitor', 'problem')),
  words text check (length(words) between 1 and 4000),
  competitor text,
  product text,
  store text,
  place text,
  contact_id uuid,
  company_id uuid,
  handoff_id uuid references handoff.handoffs on delete set null,
  source text,
  campaign text,
  noted_by uuid,
  noted_by_name text not null,
  noted_at timestamptz not null,
  erased_at timestamptz,
  -- By which merges it came to its contact, so that undoing one takes back exactly what it brought.
  merges uuid[] not null default '{}'
);
create index field_notes_noted_at on handoff.field_notes (noted_at desc, id desc);
create index field_notes_contact on handoff.field_notes (contact_id) where contact_id is not null;
create index field_notes_company on handoff.field_notes (company_id, noted_at desc) where company_id is not null;
create index field_notes_handoff on handoff.field_notes (handoff_id) where handoff_id is not null;
