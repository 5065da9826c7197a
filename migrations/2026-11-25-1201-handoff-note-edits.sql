-- When the words of a field note were last corrected: who reads it sees that they were.
alter table handoff.field_notes add column edited_at timestamptz;
create index follow_ups_model on handoff.follow_ups (model_id) where model_id is not null;
