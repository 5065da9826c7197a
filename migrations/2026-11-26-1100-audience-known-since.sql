-- Who is made by a touchpoint is known since their first touch, not since the file was read that tells of it.
create or replace function audience.add_people(people json, at timestamptz, by_kind text, by_id uuid, by_name text,
  id_kinds text[], id_values text[], id_contacts uuid[]) returns int language plpgsql as $$
declare
  claimed int;
begin
  insert into audience.contacts (id, given_name, family_name, email, phone, phone_original, job_title, company_name,
      city, country, language, stage, source, created_at, updated_at)
    select r.id, r.given_name, r.family_name, r.email, r.phone, r.phone_original, r.job_title, r.company_name,
      r.city, r.country, r.language, r.stage, r.source, r.since, at
    from json_to_recordset(people) as r (id uuid, given_name text, family_name text, email text, phone text,
      phone_original text, job_title text, company_name text, city text, country text, language text, stage text,
      source text, since timestamptz);
  insert into audience.stage_moves (contact_id, id, to_stage, moved_at, moved_by_kind, moved_by_id, moved_by_name)
    select r.id, r.move_id, r.stage, r.since, by_kind, by_id, by_name
    from json_to_recordset(people) as r (id uuid, move_id uuid, stage text, since timestamptz);
  -- In one order for everybody, so that two batches never wait for each other in a circle.
  insert into audience.identities (kind, value, contact_id, created_at)
    select i.kind, i.value, i.contact_id, at from unnest(id_kinds, id_values, id_contacts) as i (kind, value, contact_id)
    order by i.kind, i.value on conflict do nothing;
  get diagnostics claimed = row_count;
  return claimed;
end $$;
